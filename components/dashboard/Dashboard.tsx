import type { HeaderView } from '../../lib/domain/popup/header.ts';
import { brokenWords, type BrokenKind } from '../../lib/domain/popup/broken.ts';
import type { DashboardData, MonitorView } from '../../lib/domain/dashboard/view.ts';
import { PIKA_SITE } from '../../lib/domain/popup/data.ts';
import { spanWords } from '../../lib/domain/words.ts';
import { Icon, Mark } from '../shared/Icon.tsx';
import { RelativeTime } from '../shared/RelativeTime.tsx';
import { StatusDot } from '../shared/StatusDot.tsx';
import type { VerdictState } from '../shared/VerdictPanel.tsx';
import type { Surroundings } from './actions.ts';
import type { ArchiveView } from './archive/Archive.tsx';
import { HealthTab } from './HealthTab.tsx';
import type { OnPageView } from './OnPage.tsx';
import { PermissionNotice } from './PermissionNotice.tsx';
import type { SavingView } from './saving/Saving.tsx';
import type { SettingsFileView } from './saving/SettingsFile.tsx';
import { Press } from './Press.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import { ShelfTab, type ShelfView } from './ShelfTab.tsx';
import type { SourcesView } from './job-sources/Sources.tsx';
import { Tabs } from './Tabs.tsx';

export const TABS = [
  { id: 'health', title: 'Health' },
  { id: 'jobs', title: 'Jobs' },
  { id: 'clips', title: 'Clips' },
  { id: 'settings', title: 'Settings' },
] as const;
export type TabId = (typeof TABS)[number]['id'];

export interface DashboardView {
  readonly data: DashboardData;
  readonly header: HeaderView;
  readonly monitors: readonly MonitorView[];
  /** The browser withholds pika.art from us. */
  readonly permissionMissing: boolean;
}

export type DashboardContent =
  | { readonly kind: 'loading' }
  | { readonly kind: 'broken'; readonly why: BrokenKind }
  | { readonly kind: 'ready'; readonly view: DashboardView };

interface DashboardProps extends Surroundings {
  readonly content: DashboardContent;
  readonly tab: TabId;
  readonly onTab: (tab: TabId) => void;
  /** The answer to the last press of a button, when it needs words. */
  readonly said: string | null;
  /** The answer to "is it me?"; null or absent until it is asked for. */
  readonly verdict?: VerdictState | null;
  /** Absent until a tab asks for it. */
  readonly shelf?: ShelfView | null;
  readonly archive?: ArchiveView | null;
  readonly sources?: SourcesView | null;
  readonly saving?: SavingView | null;
  readonly file?: SettingsFileView | null;
  readonly page?: OnPageView | null;
}

export function Dashboard({ content, tab, onTab, said, verdict = null, shelf = null, archive = null, sources = null, saving = null, file = null, page = null, ...around }: DashboardProps) {
  const isShelf = tab === 'clips' || tab === 'jobs';
  const broken = content.kind === 'broken' ? content : isShelf && shelf?.content.kind === 'broken' ? shelf.content : null;
  if (broken) return <Broken kind={broken.why} {...around} />;
  if (content.kind !== 'ready' && !isShelf) return <div class="loading" role="status" aria-label="Loading" />;
  const view = content.kind === 'ready' ? content.view : null;
  return (
    <>
      {view === null ? <header class="top top-waiting" /> : <Header header={view.header} {...around} />}
      {view?.permissionMissing === true ? <PermissionNotice {...around} /> : null}
      <Tabs tabs={TABS} open={tab} onOpen={onTab}>
        {tab === 'health' && view !== null ? <HealthTab view={view} verdict={verdict} {...around} /> : null}
        {tab === 'settings' && view !== null ? <SettingsTab view={view} archive={archive} sources={sources} saving={saving} file={file} page={page} {...around} /> : null}
        {isShelf ? <ShelfTab tab={tab} shelf={shelf} library={page && { run: page.run, onSay: page.onBackfill, answer: page.answer }} {...around} /> : null}
      </Tabs>
      <p class={said === null ? 'said' : 'said speaking'} role="status">{said}</p>
    </>
  );
}

/** Does Pika work: the same sentence as in the popup. */
function Header({ header, ...around }: { readonly header: HeaderView } & Surroundings) {
  const { now, times } = around;
  return (
    <header class="top">
      <div class="top-brand">
        <Mark />
        <h1>Pika Keeper</h1>
        <span class="top-fresh">
          {header.checkedAt === null ? null : <span>checked <RelativeTime at={header.checkedAt} now={now} times={times} /></span>}
          <Press action={{ kind: 'check-now' }} {...around}>Check now</Press>
        </span>
      </div>
      <div class={`top-verdict tone-${header.tone}`}>
        <StatusDot status={header.status} tone={header.tone} />
        <div>
          <p class="top-title" role="status">{header.title}</p>
          {header.since === null ? null : <p class="soft">{header.since.as === 'moment' ? `since ${times.short(header.since.at, now)}` : `for ${spanWords(now - header.since.at)}`}</p>}
          {header.advice === null ? null : <p>{header.advice}</p>}
          {header.action === 'open-pika' ? <p><a class="button button-plain" href={PIKA_SITE} target="_blank" rel="noreferrer">Open pika.art<Icon name="outside" /></a></p> : null}
        </div>
      </div>
    </header>
  );
}

function Broken({ kind, ...around }: { readonly kind: BrokenKind } & Surroundings) {
  const { what, next } = brokenWords(kind);
  return (
    <main>
      <div class="plain" role="alert">
        <span class="plain-sign"><Icon name="warning" /></span>
        <h1>Pika Keeper cannot show its history</h1>
        <p>{what}</p>
        <p>{next}</p>
        <p>Your saved files are safe on disk, in Downloads/Pika.</p>
        <Press action={{ kind: 'reload' }} look="main" {...around}>Try again</Press>
      </div>
    </main>
  );
}

import type { ComponentChildren } from 'preact';
import type { PopupView } from '../../lib/domain/popup.ts';
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';
import { VerdictPanel, type VerdictState } from '../shared/VerdictPanel.tsx';
import type { Surroundings } from './actions.ts';
import { ActionButton } from './Button.tsx';
import { JobList } from './JobList.tsx';
import { Notices } from './Notices.tsx';
import { Broken, Empty, Loading } from './Plain.tsx';
import { SaveSummary, SummaryPlace } from './SaveSummary.tsx';
import { StatusHeader } from './StatusHeader.tsx';

/** What the popup has to show: nothing yet, the reason why there will be nothing, or everything. */
export type PopupContent =
  | { readonly kind: 'loading' }
  | { readonly kind: 'broken'; readonly why: BrokenKind }
  | { readonly kind: 'ready'; readonly view: PopupView };

interface PopupProps extends Surroundings {
  readonly content: PopupContent;
  /** The answer to the last press of a button, when it needs words. */
  readonly said: string | null;
  /** The answer to "is it me?"; null or absent until it is asked for. */
  readonly verdict?: VerdictState | null;
  /** The box for job IDs; null or absent while it is closed. */
  readonly paste?: ComponentChildren;
}

export function Popup({ content, said, verdict = null, paste = null, ...around }: PopupProps) {
  if (content.kind === 'loading') return <Loading />;
  if (content.kind === 'broken') return <Broken kind={content.why} {...around} />;
  const { header, notices, summary, groups, hasMore, isEmpty } = content.view;
  return (
    <>
      <StatusHeader header={header} {...around} />
      <main>
        {paste}
        {verdict === null ? null : <Judged state={verdict} {...around} />}
        <Notices notices={notices} {...around} />
        {summary === 'counting' ? <SummaryPlace hasButton={groups.some(({ kind }) => kind === 'attention')} /> : null}
        {summary === null || summary === 'counting' ? null : <SaveSummary summary={summary} {...around} />}
        {isEmpty ? <Empty /> : <JobList groups={groups} hasMore={hasMore} {...around} />}
      </main>
      <footer class="foot">
        <ActionButton action={{ kind: 'add-jobs' }} look="quiet" label="Add job IDs" {...around}>Add job IDs</ActionButton>
        <ActionButton action={{ kind: 'open-dashboard' }} look="quiet" label="Open dashboard" {...around}>Open dashboard</ActionButton>
      </footer>
      <p class={said === null ? 'said' : 'said speaking'} role="status">{said}</p>
    </>
  );
}

function Judged({ state, now, times, act }: { readonly state: VerdictState } & Surroundings) {
  return (
    <VerdictPanel
      state={state}
      now={now}
      times={times}
      onAsk={() => act({ kind: 'ask-verdict' })}
      onCopy={() => act({ kind: 'copy-verdict' })}
      onClose={() => act({ kind: 'close-verdict' })}
    />
  );
}

import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { actionKey, type DashboardAction } from '../../components/dashboard/actions.ts';
import { Dashboard, type DashboardContent, type TabId, TABS } from '../../components/dashboard/Dashboard.tsx';
import { type Times, timesFor } from '../../components/shared/times.ts';
import { useNow } from '../../components/shared/use-now.ts';
import { onPermissions } from '../../lib/browser/permissions.ts';
import { monitorViews } from '../../lib/domain/dashboard/view.ts';
import { overall } from '../../lib/domain/health/overall.ts';
import { toolViews } from '../../lib/domain/health/tool-view.ts';
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';
import { headerView } from '../../lib/domain/popup/header.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { follow, type Follower } from '../popup/follow.ts';
import { usePresses } from '../shared/use-presses.ts';
import { useVerdict } from '../shared/use-verdict.ts';
import { ownOffsetAt } from './own-zone.ts';
import { portsOf } from './ports.ts';
import { readSnapshot, type Snapshot } from './read.ts';
import { runAction } from './run-action.ts';
import { useArchive } from './use-archive.ts';
import { usePage } from './use-page.ts';
import { useSaving } from './use-saving.ts';
import { useSettingsFile } from './use-settings-file.ts';
import { useShelf } from './use-shelf.ts';
import { useSources } from './use-sources.ts';

type Known = { readonly kind: 'loading' } | { readonly kind: 'broken'; readonly why: BrokenKind } | { readonly kind: 'ready'; readonly snapshot: Snapshot };

/** How often ages are told anew; what the store says comes with its changes. */
const EVERY = 15_000;

export function App() {
  const zone = useMemo(() => Intl.DateTimeFormat().resolvedOptions().timeZone, []);
  const times = useMemo(() => timesFor(navigator.language), []);
  const beat = useNow(EVERY);
  const [tab, setTab] = useTab();
  const isShelf = tab === 'clips' || tab === 'jobs';
  const shelf = useShelf(isShelf);
  const [known, follower] = useStore(isShelf && (shelf === null || shelf.content.kind === 'loading'));
  // What was read is never newer than the present: a pause that was just made has begun.
  const now = known.kind === 'ready' ? Math.max(beat, known.snapshot.history.now) : beat;
  const content = useMemo(() => contentOf(known, now, times), [known, now, times]);
  const { state: verdict, actions } = useVerdict(times);
  const ports = portsOf(known.kind === 'ready' ? known.snapshot : null, zone, actions);
  const { act, pending, said } = usePresses({ keyOf: actionKey, run: (action: DashboardAction) => runAction(action, ports).finally(() => follower.current?.refresh()) });
  const archive = useArchive();
  const clock = useCallback((at: number) => times.short(at, now), [times, now]);
  const sources = useSources(tab === 'settings', now, clock);
  const { view: saving, hold, waits } = useSaving(tab !== 'health', now);
  const file = useSettingsFile();
  // Not before there are clips: the first look at them waits for nothing.
  const page = usePage(tab === 'settings' || (tab === 'clips' && shelf?.content.kind === 'ready'));
  // What is under way counts its seconds.
  const second = useNow(tab === 'jobs' ? 1000 : EVERY);
  return <Dashboard content={content} tab={tab} onTab={setTab} said={said} verdict={verdict} shelf={shelf} archive={archive} sources={sources} saving={saving} file={file} page={page} hold={hold} waits={waits} now={tab === 'jobs' ? Math.max(now, second) : now} times={times} zone={zone} act={act} pending={pending} />;
}

function contentOf(known: Known, now: number, times: Times): DashboardContent {
  if (known.kind !== 'ready') return known;
  const { facts, choice, toolFacts, permissionMissing } = known.snapshot;
  const health = overall(facts, now, (at) => times.short(at, now));
  const data = { ...known.snapshot, health, tools: toolViews(choice, facts.states, toolFacts, now) };
  const monitors = monitorViews(data, now, ownOffsetAt);
  return { kind: 'ready', view: { data, monitors, header: headerView(health, permissionMissing, now), permissionMissing } };
}

/** The open tab stands in the address, so that a reload and a bookmark come back to it. */
function useTab(): [TabId, (tab: TabId) => void] {
  const read = (): TabId => TABS.find(({ id }) => `#${id}` === location.hash)?.id ?? 'health';
  const [tab, setTab] = useState(read);
  useEffect(() => {
    const hear = () => setTab(read());
    addEventListener('hashchange', hear);
    return () => removeEventListener('hashchange', hear);
  }, []);
  const open = (next: TabId): void => {
    history.replaceState(null, '', `#${next}`);
    setTab(next);
  };
  return [tab, open];
}

/**
 * What is known, and the follower that renews it. `isHeld` puts the first read off: ninety days of history must not stand
 * in the way of the clips that a person opened the page for. Nothing here waits for the worker: it may
 * be asleep.
 */
function useStore(isHeld: boolean): [Known, { readonly current: Follower | null }] {
  const [known, setKnown] = useState<Known>({ kind: 'loading' });
  const follower = useRef<Follower | null>(null);
  const [begun, setBegun] = useState(!isHeld);
  if (!isHeld && !begun) setBegun(true);
  useEffect(() => {
    if (!begun) return undefined;
    const following = follow<Snapshot>(1, 1, {
      read: readSnapshot,
      show: (snapshot) => setKnown({ kind: 'ready', snapshot }),
      broken: (why) => setKnown({ kind: 'broken', why }),
      later: (work, ms) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
    });
    follower.current = following;
    onPermissions(() => following.refresh());
    const unhear = onChanged((what) => {
      if (what === 'health' || what === 'settings') following.refresh();
    });
    return () => {
      unhear();
      following.stop();
    };
  }, [begun]);
  return [known, follower];
}

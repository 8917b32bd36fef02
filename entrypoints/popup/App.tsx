import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { actionKey, type PopupAction } from '../../components/popup/actions.ts';
import { Popup, type PopupContent } from '../../components/popup/Popup.tsx';
import { timesFor } from '../../components/shared/times.ts';
import { useNow } from '../../components/shared/use-now.ts';
import { hasPikaPermission, onPermissions, requestPikaPermission } from '../../lib/browser/permissions.ts';
import { overall } from '../../lib/domain/health/overall.ts';
import type { HealthFacts } from '../../lib/domain/health/record.ts';
import { popupView } from '../../lib/domain/popup.ts';
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';
import type { PopupData } from '../../lib/domain/popup/data.ts';
import { send } from '../../lib/messages/client.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readPageNotice } from '../../lib/store/page-notice.ts';
import { POPUP_PAGE, readPopup } from '../../lib/store/popup.ts';
import { follow, type Follower } from './follow.ts';
import { runAction } from './run-action.ts';

interface Snapshot {
  readonly data: PopupData;
  readonly facts: HealthFacts;
  readonly signedOut: boolean;
  readonly permissionMissing: boolean;
}

type Known = { readonly kind: 'loading' } | { readonly kind: 'broken'; readonly why: BrokenKind } | { readonly kind: 'ready'; readonly snapshot: Snapshot };

/** Jobs that fill the popup before anyone scrolls. */
const FIRST_LOOK = 12;
/** How long an answer in words stays. */
const SAID_FOR = 8000;

export function App() {
  const [known, follower] = useStore();
  const times = useMemo(() => timesFor(navigator.language), []);
  const [tickMs, setTickMs] = useState(1000);
  const now = useNow(tickMs);
  const content = contentOf(known, now, times);
  const wanted = content.kind === 'ready' ? content.view.tickMs : 30_000;
  useEffect(() => setTickMs(wanted), [wanted]);
  const { act, pending, said } = useActions(follower);
  return <Popup content={content} said={said} now={now} times={times} act={act} pending={pending} />;
}

function contentOf(known: Known, now: number, times: ReturnType<typeof timesFor>): PopupContent {
  if (known.kind !== 'ready') return known;
  const { data, facts, signedOut, permissionMissing } = known.snapshot;
  const health = overall(facts, now, (at) => times.short(at, now));
  return { kind: 'ready', view: popupView(data, health, { signedOut, permissionMissing }, now) };
}

async function read(limit: number): Promise<Snapshot> {
  const [store, granted] = await Promise.all([openStore(), hasPikaPermission()]);
  const [data, facts, notice] = await Promise.all([readPopup(store, limit), readHealth(store), readPageNotice(store)]);
  return { data, facts, signedOut: notice?.notice === 'signed-out', permissionMissing: !granted };
}

/** What is known, and the follower that renews it. Nothing here waits for the worker: it may be asleep. */
function useStore(): [Known, { readonly current: Follower | null }] {
  const [known, setKnown] = useState<Known>({ kind: 'loading' });
  const follower = useRef<Follower | null>(null);
  useEffect(() => {
    const following = follow<Snapshot>(FIRST_LOOK, POPUP_PAGE, {
      read,
      show: (snapshot) => setKnown({ kind: 'ready', snapshot }),
      broken: (why) => setKnown({ kind: 'broken', why }),
      later: (work, ms) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
    });
    follower.current = following;
    onPermissions(() => following.refresh());
    const unhear = onChanged(() => following.refresh());
    return () => {
      unhear();
      following.stop();
    };
  }, []);
  return [known, follower];
}

function useActions(follower: { readonly current: Follower | null }) {
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), SAID_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  const act = (action: PopupAction): void => {
    const key = actionKey(action);
    setPending((keys) => new Set([...keys, key]));
    setSaid(null);
    void runAction(action, {
      send,
      requestPermission: requestPikaPermission,
      more: () => follower.current?.more(),
      refresh: () => follower.current?.refresh(),
      reload: () => location.reload(),
    }).catch(() => 'That did not work. Try again in a moment.').then((words) => {
      setSaid(words);
      setPending((keys) => new Set([...keys].filter((other) => other !== key)));
    });
  };
  return { act, pending, said };
}

import { useEffect, useMemo, useState } from 'preact/hooks';
import { actionKey, type PopupAction } from '../../components/popup/actions.ts';
import { Popup, type PopupContent } from '../../components/popup/Popup.tsx';
import { timesFor } from '../../components/shared/times.ts';
import { useNow } from '../../components/shared/use-now.ts';
import { requestPikaPermission } from '../../lib/browser/permissions.ts';
import { openDashboard } from '../../lib/browser/runtime.ts';
import { overall } from '../../lib/domain/health/overall.ts';
import { browserOf } from '../../lib/domain/clips/obstacle-words.ts';
import { popupView } from '../../lib/domain/popup.ts';
import { send } from '../../lib/messages/client.ts';
import { usePresses } from '../shared/use-presses.ts';
import { useVerdict } from '../shared/use-verdict.ts';
import type { Paste } from './Paste.tsx';
import { copyReport } from './report.ts';
import { runAction } from './run-action.ts';
import type { Known, Source } from './source.ts';

type PasteView = typeof Paste;

export function App({ source }: { readonly source: Source }) {
  const known = useKnown(source);
  const times = useMemo(() => timesFor(navigator.language), []);
  const [tickMs, setTickMs] = useState(1000);
  const now = useNow(tickMs);
  const content = contentOf(known, now, times);
  const wanted = content.kind === 'ready' ? content.view.tickMs : 30_000;
  useEffect(() => setTickMs(wanted), [wanted]);
  const { state: verdict, actions } = useVerdict(times);
  const [PasteView, togglePaste] = usePaste();
  const ports = { send, requestPermission: requestPikaPermission, copyReport, openDashboard, toggleAddJobs: togglePaste, verdict: actions, more: source.more, refresh: source.refresh, reload: () => location.reload() };
  const { act, pending, said } = usePresses({ keyOf: actionKey, run: (action: PopupAction) => runAction(action, ports) });
  const shown = known.kind === 'ready' && known.snapshot.isGlance ? { ...times, full: noTooltip } : times;
  return <Popup paste={PasteView === null ? null : <PasteView onClose={togglePaste} />} content={content} said={said} verdict={verdict} now={now} times={shown} act={act} pending={pending} />;
}

/** Nobody points at anything in the first quarter of a second, and a browser takes milliseconds to learn to write whole moments. */
function noTooltip(): string {
  return '';
}

function contentOf(known: Known, now: number, times: ReturnType<typeof timesFor>): PopupContent {
  if (known.kind !== 'ready') return known;
  const { data, facts, signedOut, readerBroken, permissionMissing, sleptPast, renamed } = known.snapshot;
  const health = overall(facts, now, (at) => times.short(at, now));
  return { kind: 'ready', view: popupView(data, health, { signedOut, readerBroken, permissionMissing, sleptPast, renamed, browser: browserOf(navigator.userAgent) }, now) };
}

function useKnown(source: Source): Known {
  const [known, setKnown] = useState(source.known());
  useEffect(() => source.follow(setKnown), [source]);
  return known;
}

/** The box for job IDs while it is open, and what opens and closes it. */
function usePaste(): [PasteView | null, () => void] {
  const [view, setView] = useState<PasteView | null>(null);
  const toggle = (): void => {
    if (view !== null) setView(null);
    else void import('./Paste.tsx').then((loaded) => setView(() => loaded.Paste));
  };
  return [view, toggle];
}

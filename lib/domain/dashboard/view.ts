/** The dashboard's Health tab, from what the store holds. */
import type { GenerationHealth } from '../health/generation/health.ts';
import type { Health } from '../health/overall.ts';
import { historyView, type HistoryView, type MonitorHistory } from '../health/history/view.ts';
import type { LocalOffset } from '../health/history/local-days.ts';
import type { Incident } from '../health/incident.ts';
import { GENERATION, type MonitorId, PIKA_MONITORS, type Status } from '../health/monitor.ts';
import { isPaused, type MaintenanceWindow, type PauseSpan } from '../health/pauses.ts';
import type { ToolView } from '../health/tool-view.ts';
import { monitorOf, type ToolChoice } from '../health/tools.ts';
import type { ReaderTrouble } from '../reader-watch.ts';
import { spanWords, type Tone } from '../words.ts';
import { nameOf } from './names.ts';
import { ownWorkView, type OwnWorkView } from './own-work.ts';

/** What the dashboard is made of, as of one moment. */
export interface DashboardData {
  readonly health: Health;
  readonly history: HistoryView;
  /** Newest first. */
  readonly incidents: readonly Incident[];
  /** Share of each incident's time that its checks cover, 0 to 1, by its id; those not known are left out. */
  readonly coverage: ReadonlyMap<string, number>;
  readonly choice: ToolChoice;
  readonly tools: readonly ToolView[];
  readonly pauses: readonly PauseSpan[];
  readonly windows: readonly MaintenanceWindow[];
  readonly reader: ReaderTrouble | null;
  /** As stored; null when no job of the user's was ever judged. */
  readonly generation: GenerationHealth | null;
}

export interface MonitorView {
  readonly monitor: MonitorId;
  readonly name: string;
  readonly group: 'pika' | 'tools';
  readonly status: Status | 'maintenance';
  readonly word: string;
  readonly tone: Tone;
  /** One sentence more; null when the word says it all. */
  readonly note: string | null;
  /** Of the user's own generations alone. */
  readonly own: OwnWorkView | null;
  readonly history: MonitorHistory;
}

/** Local days that the dashboard reads: enough for its longest window. */
export const DASHBOARD_DAYS = 90;

const WORDS: Readonly<Record<MonitorView['status'], readonly [word: string, tone: Tone]>> = {
  up: ['Works', 'good'],
  degraded: ['Slow or failing in part', 'warn'],
  down: ['Down', 'bad'],
  blocked: ['Cannot be judged', 'warn'],
  unknown: ['Not known', 'quiet'],
  paused: ['Paused', 'quiet'],
  maintenance: ['In maintenance', 'quiet'],
};

/** Pika's monitors, the user's own generations, and the tools that are on; those without any history have empty bars. */
export function monitorViews(data: DashboardData, now: number, offsetAt: LocalOffset): readonly MonitorView[] {
  const { health, history, choice, pauses } = data;
  const tools = data.tools.filter(({ on }) => on);
  const shown: readonly MonitorId[] = [...PIKA_MONITORS, GENERATION, ...tools.map(({ id }) => monitorOf(id))];
  const missing = shown.filter((monitor) => !history.monitors.some((one) => one.monitor === monitor));
  const blank = historyView(new Map(missing.map((monitor) => [monitor, []])), { now: history.now, days: DASHBOARD_DAYS, offsetAt });
  const histories = new Map([...history.monitors, ...blank.monitors].map((one) => [one.monitor, one]));
  return shown.flatMap((monitor) => {
    const found = histories.get(monitor);
    if (found === undefined) return [];
    const tool = tools.find(({ id }) => monitorOf(id) === monitor);
    const known = tool?.status ?? health.parts.find((part) => part.monitor === monitor)?.status ?? 'unknown';
    const status = isPaused(pauses, monitor, now) ? 'paused' : known;
    const [word, tone] = WORDS[status];
    const group = tool === undefined ? ('pika' as const) : ('tools' as const);
    const own = monitor === GENERATION && status !== 'paused' ? ownWorkView(data.generation, now) : null;
    return [{ monitor, name: nameOf(monitor, choice), group, status, word, tone, note: joined(noteOf(monitor, status, tool, own), todayNote(status, found)), own, history: found }];
  });
}

/**
 * A green word beside a red bar says why they agree: the bar is of the whole day, the word of now. Both come from the
 * same checks.
 */
function todayNote(status: MonitorView['status'], { bars }: MonitorHistory): string | null {
  const down = bars.at(-1)?.shares.down ?? 0;
  return down > 0 && (status === 'up' || status === 'degraded') ? `Its checks failed for ${spanWords(down)} today; now it answers.` : null;
}

function joined(...notes: readonly (string | null)[]): string | null {
  const said = notes.filter((note) => note !== null);
  return said.length === 0 ? null : said.join(' ');
}

function noteOf(monitor: MonitorId, status: MonitorView['status'], tool: ToolView | undefined, own: OwnWorkView | null): string | null {
  if (tool !== undefined) return status === 'paused' ? null : joined(tool.sentence, tool.doubt);
  if (monitor !== GENERATION) return null;
  const judged = 'Judged from your own videos, as you make them.';
  // Where one was judged before, its own sentence says so.
  return status === 'unknown' && own === null ? `${judged} None was made lately, so nothing is claimed.` : judged;
}

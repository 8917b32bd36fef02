import { type Check, type MonitorId, type MonitorState, PIKA_MONITORS, type Status } from '../../lib/domain/health/monitor.ts';
import { parseChecks } from '../../lib/store/check-rows.ts';
import type { SeenRequest } from '../simulator/requests.ts';
import type { Keeper, LaunchOptions } from './browser.ts';
import { STEP, tickThrough, untilIdle } from './time.ts';

/** What the extension knew right after one tick. */
export interface Sight {
  /** Its clock when the tick rang, and when the tick's work was done. */
  readonly from: number;
  readonly to: number;
  readonly states: readonly MonitorState[];
  /** The toolbar's text; it may be one tick behind. */
  readonly badge: string;
}

export interface Passing {
  /** Ends the passing early; asked after each tick. */
  readonly stop?: (sight: Sight) => boolean;
  /** Happens before each tick, with the clock already there. */
  readonly before?: () => Promise<void>;
}

/** A row of packed checks as it comes out of the browser. */
interface PackedRow {
  readonly bytes: { readonly $bytes: readonly number[] };
}

const MINUTE = 60_000;

/** The extension's present. */
export function nowOf(keeper: Keeper): number {
  return Date.now() + keeper.worker.clockOffset();
}

/** A browser in which it is ten in the morning, no page of Pika's is open, and all of Pika is known to be up. */
export async function launchSettled(launch: (options?: LaunchOptions) => Promise<Keeper>, options: LaunchOptions = { scenario: 'empty' }): Promise<Keeper> {
  const keeper = await launch(options);
  await untilIdle(keeper);
  const morning = new Date();
  morning.setDate(morning.getDate() + 1);
  morning.setHours(10, 0, 0, 0);
  await keeper.setClock(morning.getTime() - Date.now());
  await tickThrough(keeper);
  // The jump was a sleep to the extension: its grace goes by.
  await pass(keeper, 2);
  return keeper;
}

/**
 * Lets time pass for the extension alone, one tick each half minute, whatever the machine takes for it; each tick's
 * checks are stored before the next one rings.
 */
export async function pass(keeper: Keeper, minutes: number, { stop, before }: Passing = {}): Promise<Sight[]> {
  const sights: Sight[] = [];
  let next = nowOf(keeper);
  for (const end = next + minutes * MINUTE; next < end; ) {
    next = Math.max(next + STEP, nowOf(keeper));
    await keeper.setClock(next - Date.now());
    await before?.();
    const from = nowOf(keeper);
    await tickThrough(keeper);
    const to = nowOf(keeper);
    const [states, { text }] = await Promise.all([monitors(keeper), keeper.badge()]);
    const sight = { from, to, states, badge: text };
    sights.push(sight);
    if (stop?.(sight)) break;
  }
  return sights;
}

/** The parts of Pika that are asked. What the user's own jobs say has a monitor of its own, unknown while there is nothing to judge. */
export async function monitors(keeper: Pick<Keeper, 'readStore'>): Promise<MonitorState[]> {
  const states = await keeper.readStore<MonitorState>('monitors');
  return states.filter(({ monitor }) => PIKA_MONITORS.some((id) => id === monitor));
}

/** True when the monitors (all four, unless some are named) have this status. */
export function all(status: Status, only?: readonly MonitorId[]): (sight: Pick<Sight, 'states'>) => boolean {
  return ({ states }) => states.every((state) => (only && !only.includes(state.monitor)) || state.status === status);
}

/** Every status that any monitor had in any of the sights. */
export function statusesIn(sights: readonly Sight[]): Set<Status> {
  return new Set(sights.flatMap(({ states }) => states.map(({ status }) => status)));
}

/** Stored checks since a moment, oldest first, be they of today or of a day that is sealed. */
export async function checksSince(keeper: Pick<Keeper, 'readStore'>, from: number): Promise<Check[]> {
  const rows = (await Promise.all(['checks', 'days'].map((store) => keeper.readStore<PackedRow>(store)))).flat();
  return rows
    .flatMap((row) => parseChecks({ ...row, bytes: new Uint8Array(row.bytes.$bytes) }))
    .filter(({ at }) => at >= from)
    .toSorted((a, b) => a.at - b.at);
}

/** Every request that reached the network, but for the browser's own search for updates. */
export function asked(keeper: Pick<Keeper, 'simulator'>): readonly SeenRequest[] {
  return keeper.simulator.requests.filter(({ host }) => !host.endsWith('.googleapis.com'));
}

/** A moment as a reader in the United States sees it, with plain spaces. */
export function clockWords(at: number): string {
  return plain(new Intl.DateTimeFormat('en-US', { timeStyle: 'short' }).format(at));
}

/** The toolbar in words, with plain spaces: "down #c62828 Pika Keeper: …"; colour left out where nothing is shown. */
export async function toolbar(keeper: Pick<Keeper, 'badge'>): Promise<string> {
  const { text, colour, title } = await keeper.badge();
  return plain(text === '' ? title : `${text} ${colour} ${title}`);
}

/** The popup as it opens now: its sentence, how long that holds, and its advice. */
export async function popupWords(keeper: Keeper): Promise<{ sentence: string; since: string; advice: string }> {
  const popup = await keeper.popup();
  await popup.locator('.verdict-title').waitFor();
  const words = async (what: string): Promise<string> => plain((await popup.locator(what).allTextContents()).join(' '));
  const shown = { sentence: await words('.verdict-title[role=status]'), since: await words('.verdict-since'), advice: await words('.verdict-advice') };
  await popup.close();
  return shown;
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

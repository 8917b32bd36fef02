/** What a person typed into a form, and what it makes: something that can be kept, or what to put right. */
import { MINUTE } from '../../time.ts';
import type { MonitorId } from '../health/monitor.ts';
import type { MaintenanceWindow } from '../health/pauses.ts';
import { MAX_OWN_TOOLS, OWN_DIALECTS, type OwnTool, publicAddress } from '../health/tools.ts';
import { isZone, offsetAt } from '../zone.ts';

/** Each field as its control holds it. */
export interface WindowDraft {
  readonly name: string;
  readonly monitors: readonly MonitorId[] | null;
  readonly kind: 'once' | 'weekly';
  /** "2026-11-21T22:00", on the wall clock of `zone`. */
  readonly from: string;
  readonly to: string;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** "22:30". */
  readonly start: string;
  readonly minutes: string;
  readonly zone: string;
}

export interface ToolDraft {
  readonly name: string;
  readonly url: string;
  readonly dialect: string;
}

/** Sentences by the field that they are about. */
export type Faults<Draft> = Readonly<Partial<Record<keyof Draft, string>>>;

export type Drafted<Draft, Made> = { readonly made: Made; readonly faults: null } | { readonly made: null; readonly faults: Faults<Draft> };

/** @param now nothing before it is called maintenance */
export function readWindow(draft: WindowDraft, id: string, now: number): Drafted<WindowDraft, MaintenanceWindow> {
  const name = draft.name.trim();
  const faults: Partial<Record<keyof WindowDraft, string>> = {};
  if (name === '') faults.name = 'Give it a name.';
  else if (name.length > 100) faults.name = 'Use at most 100 characters.';
  if (!isZone(draft.zone)) faults.zone = 'Enter a time zone such as Europe/Berlin.';
  const when = draft.kind === 'once' ? onceOf(draft, now, faults) : weeklyOf(draft, faults);
  if (when === null || Object.keys(faults).length > 0) return { made: null, faults };
  return { made: { id, name, monitors: draft.monitors, createdAt: now, when }, faults: null };
}

type Found = Partial<Record<keyof WindowDraft, string>>;

function onceOf({ from, to, zone }: WindowDraft, now: number, faults: Found): MaintenanceWindow['when'] | null {
  const [start, end] = [momentOf(from, zone), momentOf(to, zone)];
  if (start === null) faults.from = 'Enter a date and a time.';
  if (end === null) faults.to = 'Enter a date and a time.';
  if (start === null || end === null) return null;
  if (end <= start) faults.to = 'It has to end after it begins.';
  else if (end <= now) faults.to = 'This is over already, and the past is not rewritten.';
  return { kind: 'once', from: start, to: end };
}

function weeklyOf({ weekdays, start, minutes, zone }: WindowDraft, faults: Found): MaintenanceWindow['when'] | null {
  const startMinute = minuteOf(start);
  const length = Number(minutes);
  if (weekdays.length === 0) faults.weekdays = 'Choose at least one day.';
  if (startMinute === null) faults.start = 'Enter a time.';
  if (minutes.trim() === '' || !Number.isInteger(length) || length < 1 || length > 1440) faults.minutes = 'Enter 1 to 1440 minutes.';
  return startMinute === null ? null : { kind: 'weekly', weekdays, startMinute, minutes: length, zone };
}

/** @param known tools of the user's own that are there already */
export function readOwnTool(draft: ToolDraft, id: string, known: readonly OwnTool[]): Drafted<ToolDraft, OwnTool> {
  const name = draft.name.trim();
  const url = publicAddress(draft.url);
  const faults: Partial<Record<keyof ToolDraft, string>> = {};
  if (name === '') faults.name = 'Give it a name.';
  else if (name.length > 60) faults.name = 'Use at most 60 characters.';
  else if (known.length >= MAX_OWN_TOOLS) faults.name = `You watch ${MAX_OWN_TOOLS} tools of your own: remove one first.`;
  if (url === null) faults.url = 'Enter a public address that begins with https://, such as https://status.example.com.';
  else if (isPika(url)) faults.url = 'Pika is watched already.';
  else if (known.some((tool) => tool.url === url)) faults.url = 'You watch this address already.';
  if (url === null || Object.keys(faults).length > 0) return { made: null, faults };
  return { made: { id, name, url, dialect: OWN_DIALECTS.find((one) => one === draft.dialect) ?? 'auto' }, faults: null };
}

function isPika(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'pika.art' || hostname.endsWith('.pika.art');
}

/** A zone's wall clock as a moment; null for what is no date and time. */
function momentOf(local: string, zone: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return null;
  const wall = Date.parse(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(wall)) return null;
  return wall - offsetAt(zone, wall - offsetAt(zone, wall));
}

function minuteOf(time: string): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)/.exec(time);
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}

/** A moment as a `datetime-local` control wants it, on a zone's wall clock. */
export function localInput(at: number, zone: string): string {
  return new Date(Math.floor((at + offsetAt(zone, at)) / MINUTE) * MINUTE).toISOString().slice(0, 16);
}

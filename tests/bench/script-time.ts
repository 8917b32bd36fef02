import type { TraceEvent } from './trace.ts';

/** A stretch of one thread's time, in µs. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** One thread of one process. */
export interface Thread {
  readonly pid: number;
  readonly tid: number;
}

/** A sample stands for the time since the one before, about 160 µs; a longer gap is a thread that was not let run. */
const LONGEST_SAMPLE = 300;

/** The thread that ran a script whose address begins with `url`; throws when none did, since zero would look like a result. */
export function threadOf(events: readonly TraceEvent[], url: string): Thread {
  const found = events.find((event) => event.name === 'EvaluateScript' && urlOf(event).startsWith(url));
  if (!found) throw new Error(`the trace holds no script of ${url}`);
  return found;
}

/**
 * Processor time of a thread spent on scripts whose address begins with `url`, in ms: reading and compiling them and every call
 * into them, and, from the samples, what runs of them inside other calls: a wrapped `fetch`, the rest of an `async` function.
 */
export function scriptTime(events: readonly TraceEvent[], url: string, thread?: Thread): number {
  const here = thread ? events.filter((event) => isOn(event, thread)) : events;
  const calls = here.filter((event) => event.ph === 'X' && urlOf(event).startsWith(url)).sort((a, b) => a.ts - b.ts);
  let until = 0;
  let sum = 0;
  const inside: Stretch[] = [];
  for (const { ts, dur = 0, tdur = dur } of calls) {
    if (ts < until) continue; // inside the call before
    until = ts + dur;
    sum += tdur;
    inside.push({ from: ts, to: until });
  }
  return (sum + sampledOutside(events, url, inside, thread)) / 1000;
}

/** Processor time of a thread's tasks, in ms. */
export function taskTime(events: readonly TraceEvent[], thread: Thread): number {
  const tasks = events.filter((event) => event.name === 'RunTask' && event.ph === 'X' && isOn(event, thread));
  return tasks.reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / 1000;
}

function urlOf({ args }: TraceEvent): string {
  const { data, fileName } = args as { data?: { url?: unknown }; fileName?: unknown }; // as Chromium writes it; both may be missing
  const url = data?.url ?? fileName;
  return typeof url === 'string' ? url : '';
}

function isOn(event: TraceEvent, { pid, tid }: Thread): boolean {
  return event.pid === pid && event.tid === tid;
}

interface Chunk {
  readonly cpuProfile?: {
    readonly nodes?: readonly { readonly id: number; readonly parent?: number; readonly callFrame: { readonly url?: string } }[];
    readonly samples?: readonly number[];
  };
  readonly timeDeltas?: readonly number[];
}

/** µs of samples that stand in a function of `url`, or below one, and in none of the calls that are counted already. */
function sampledOutside(events: readonly TraceEvent[], url: string, inside: readonly Stretch[], thread?: Thread): number {
  const profiles = events.filter((event) => event.name === 'Profile' && (!thread || isOn(event, thread)));
  return profiles.reduce((sum, profile) => sum + sampledIn(profile, events, url, inside), 0);
}

function sampledIn(profile: TraceEvent, events: readonly TraceEvent[], url: string, inside: readonly Stretch[]): number {
  const chunks = events.filter((event) => event.name === 'ProfileChunk' && event.pid === profile.pid && event.id === profile.id);
  const ours = new Set<number>();
  let at = (profile.args as { data: { startTime: number } }).data.startTime; // as Chromium writes it
  let sum = 0;
  for (const chunk of chunks) {
    const { cpuProfile = {}, timeDeltas = [] } = (chunk.args as { data: Chunk }).data;
    for (const { id, parent, callFrame } of cpuProfile.nodes ?? []) {
      if (callFrame.url?.startsWith(url) || (parent !== undefined && ours.has(parent))) ours.add(id);
    }
    for (const [index, node] of (cpuProfile.samples ?? []).entries()) {
      const delta = timeDeltas[index] ?? 0;
      at += delta;
      if (ours.has(node) && !inside.some(({ from, to }) => at >= from && at <= to)) sum += Math.min(delta, LONGEST_SAMPLE);
    }
  }
  return sum;
}

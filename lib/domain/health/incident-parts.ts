import type { IncidentPart } from './incident.ts';
import { GENERATION, type MonitorId, type MonitorState } from './monitor.ts';
import { STANDS } from './pace.ts';

/**
 * The parts of an incident after a look. A part goes on through whatever hides the monitor from us (sleep, a bot check,
 * a pause), and ends when the monitor is proven to work, at the first check that proves it. A monitor that is watched no
 * more ends its part with the look. Own jobs show nothing unless the user makes another: their part ends, unseen, with
 * the last that they showed.
 */
export function partsAfter(before: readonly IncidentPart[], states: readonly MonitorState[], now: number): readonly IncidentPart[] {
  const known = new Map(states.map((state) => [state.monitor, state]));
  const kept = before.flatMap((part) => continued(part, known.get(part.monitor) ?? null, now));
  const fresh = states.flatMap((state) => {
    const trouble = isLost(state, now) ? null : troubleOf(state);
    return trouble === null || kept.some((part) => goesOn(part, state.monitor)) ? [] : [{ monitor: state.monitor, ...trouble, end: null }];
  });
  return [...kept, ...fresh];
}

function goesOn(part: IncidentPart, monitor: MonitorId): boolean {
  return part.monitor === monitor && part.end === null;
}

/** A part after a look: longer, ended, or ended and followed by a part of the other severity. */
function continued(part: IncidentPart, state: MonitorState | null, now: number): IncidentPart[] {
  if (part.end !== null) return [part];
  if (state === null) return [ended(part, now)];
  if (isLost(state, now)) return [{ ...ended(part, state.lastCheckAt ?? now), unseen: true }];
  const trouble = troubleOf(state);
  // What was noted first stays: the fold's own memory follows a clock that is wrong for a while.
  if (trouble?.severity === part.severity) return [part];
  if (trouble?.severity === 'down') return trouble.start <= part.start ? [{ ...part, ...trouble }] : [ended(part, trouble.start)];
  if (trouble !== null || state.status === 'up') return [ended(part, provenAt(part, state))];
  return [part];
}

/** An outage is over with the first good check, slow or not; slowness with the moment that the fold gives. */
function provenAt(part: IncidentPart, state: MonitorState): number {
  return part.severity === 'down' ? (state.goodSince ?? state.since) : state.since;
}

/** No part ends before it starts, even if the clock was set back in it. */
function ended(part: IncidentPart, end: number): IncidentPart {
  return { ...part, start: Math.min(part.start, end), end };
}

/** Whether own jobs have shown nothing for so long that they say nothing of the present. */
function isLost({ monitor, lastCheckAt }: MonitorState, now: number): boolean {
  return monitor === GENERATION && now - (lastCheckAt ?? 0) > STANDS;
}

/** What a state says is wrong and since when; an outage that a pause or a gap hides is still one. */
function troubleOf(state: MonitorState): Pick<IncidentPart, 'severity' | 'start'> | null {
  if (state.outageSince !== null) return { severity: 'down', start: state.outageSince };
  if (state.status === 'down' || state.status === 'degraded') return { severity: state.status, start: state.since };
  return null;
}

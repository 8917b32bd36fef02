import { never } from '../result.ts';
import type { Health } from './health/overall.ts';

/** Red: something is broken. Amber: it needs you, or patience. Grey: not known. Blue: work in progress. */
export type BadgeColour = 'red' | 'amber' | 'grey' | 'blue';

export interface ToolbarBadge {
  /** At most four characters; empty hides it. */
  readonly text: string;
  readonly colour: BadgeColour;
  /** Whole sentences, one a line. */
  readonly tooltip: string;
}

export interface ToolbarInput {
  /** Null before anything was read. */
  readonly health: Pick<Health, 'status' | 'sentence'> | null;
  /** Jobs queued or running. */
  readonly activeJobs: number;
  /** Clips that are not saved and die within two hours. */
  readonly urgentClips: number;
  /** The tooltip's words for the nearest of those deadlines, such as "16:20"; null when there is none. */
  readonly urgentBefore: string | null;
  /** A job source waits for its token. */
  readonly needsKey: boolean;
}

/** Longest tooltip that browsers show without trouble. */
const MAX_TOOLTIP = 400;

type Sign = Pick<ToolbarBadge, 'text' | 'colour'>;

/**
 * What the toolbar shows. One sign at a time, the first that applies:
 *
 * 1. `down`: explains everything else that goes wrong, and nothing can be saved until it ends.
 * 2. `off`: the same, and what to do is in the word.
 * 3. `save`: a video is about to be lost, and the user can still do something about it.
 * 4. `key`: jobs are not followed until the user acts.
 * 5. `?`: we cannot tell, and often nobody need do anything.
 * 6. `slow`: explains why the count below takes its time.
 * 7. the count of jobs under way; nothing when all is well and idle.
 *
 * Whatever loses stays in the tooltip, so that no sign hides a warning.
 */
export function toolbarBadge(input: ToolbarInput): ToolbarBadge {
  return { ...signOf(input), tooltip: tooltipOf(input) };
}

function signOf(input: ToolbarInput): Sign {
  const status = input.health?.status ?? 'unknown';
  if (status === 'down') return { text: 'down', colour: 'red' };
  if (status === 'offline') return { text: 'off', colour: 'grey' };
  if (count(input.urgentClips) > 0) return { text: 'save', colour: 'amber' };
  if (input.needsKey) return { text: 'key', colour: 'amber' };
  switch (status) {
    case 'blocked':
    case 'unknown':
      return { text: '?', colour: 'grey' };
    case 'degraded':
      return { text: 'slow', colour: 'amber' };
    case 'up':
    case 'paused':
      return { text: countText(count(input.activeJobs)), colour: 'blue' };
    default:
      return never(status);
  }
}

function tooltipOf(input: ToolbarInput): string {
  const lines = [input.health?.sentence ?? 'Not checked yet.'];
  const urgent = count(input.urgentClips);
  if (urgent > 0) {
    const before = input.urgentBefore === null ? 'soon' : `before ${input.urgentBefore}`;
    lines.push(urgent === 1 ? `1 video must be saved ${before}.` : `${urgent} videos must be saved, the first ${before}.`);
  }
  if (input.needsKey) lines.push('A job source needs its key or credits: see Settings.');
  const active = count(input.activeJobs);
  if (active > 0) lines.push(active === 1 ? '1 video is being made.' : `${active} videos are being made.`);
  return `Pika Keeper: ${lines.join('\n')}`.slice(0, MAX_TOOLTIP);
}

/** A count from anywhere, fit to be shown: never NaN, negative or broken. */
function count(value: number): number {
  return Number.isFinite(value) && value > 0 ? Math.floor(value) : 0;
}

function countText(value: number): string {
  if (value === 0) return '';
  return value > 99 ? '99+' : String(value);
}

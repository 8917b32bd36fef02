import { DAY, HOUR, MINUTE, SECOND } from '../../time.ts';
import { BELIEVE_CANCEL_AFTER } from './cancel.ts';
import { leftBy, mayCome } from './left-behind.ts';
import type { Save, SaveProblem, SaveProblemKind } from './save.ts';

/** What a class of fault deserves: pauses before each further attempt (the last repeats), and when to stop. */
interface Policy {
  readonly pauses: readonly number[];
  /** Attempts after which the user is told instead. */
  readonly attempts: number;
}

const SOON = [2 * SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE];
const SLOW = [5 * SECOND, 20 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR];
const DISK = [MINUTE, 5 * MINUTE, 10 * MINUTE];
const OFFICE = [15 * MINUTE, HOUR, 6 * HOUR];

/** Attempts after which a link that the server calls dead is lost, once its deadline has passed. */
export const PATIENCE_WITH_DEAD_LINKS = 8;
/** And after which it is lost in any case: a source that signs anew for a file that is gone puts the deadline off for ever. */
export const END_OF_PATIENCE = 3 * PATIENCE_WITH_DEAD_LINKS;
/** Between two looks at a dead link whose source waits for the user. */
const UNTIL_ASKED = 6 * HOUR;
const DEAD_LINK: Policy = { pauses: [10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR], attempts: PATIENCE_WITH_DEAD_LINKS };

const POLICIES: Readonly<Record<SaveProblemKind, Policy | null>> = {
  network: { pauses: SOON, attempts: 60 },
  server: { pauses: SLOW, attempts: 60 },
  'link-dead': DEAD_LINK,
  'not-a-video': { pauses: SLOW, attempts: 30 },
  truncated: { pauses: SLOW, attempts: 30 },
  'wrong-size': { pauses: SLOW, attempts: 30 },
  // What stands before every clip is nothing that one clip could fail of: see obstacle.ts.
  'disk-full': { pauses: DISK, attempts: Infinity },
  'disk-denied': { pauses: DISK, attempts: Infinity },
  asks: { pauses: [0], attempts: Infinity },
  policy: { pauses: OFFICE, attempts: Infinity },
  'name-refused': { pauses: [0], attempts: 4 },
  // Says nothing of the file: what is wrong with that is found first, and told.
  'browser-closed': { pauses: [0, 0, 0, 30 * SECOND], attempts: 60 },
  // Somebody, or something, removes it each time; or a killed browser has given back a line without its file, which says nothing of the clip.
  'file-missing': { pauses: SLOW, attempts: 30 },
  unproven: { pauses: SLOW, attempts: 60 },
  // Its source has nothing to give.
  gone: null,
  // The user or the browser has decided: another try would only ask again.
  cancelled: null,
  'browser-blocked': null,
};

/**
 * The row after an attempt came to nothing: due again after a pause that fits the fault, or at its end: `lost` when
 * the link has died for good, `failed` when only the user can help. A cancelled one is `skipped` when next due.
 *
 * @param jitter 0–1, spreads retries so that a recovering server is not met by all of them at once
 * @param begun whether the browser may have begun the attempt, and forgotten it
 */
export function afterProblem(save: Save, problem: SaveProblem, now: number, jitter: number, begun = true): Save {
  const { left: known, ...row } = save;
  const left = problem.kind === 'name-refused' ? null : mayLeave(save, problem) ? (begun ? leftBy : mayCome)(save) : known;
  const idle: Save = { ...row, ...NO_ATTEMPT, ...(left && { left }), problem, updatedAt: now };
  const policy = POLICIES[problem.kind];
  if (problem.kind === 'cancelled') return { ...idle, state: 'wanted', nextAttemptAt: now + BELIEVE_CANCEL_AFTER };
  // It waits in the browser's list: should the user keep it, it is known.
  if (problem.kind === 'browser-blocked') return { ...idle, state: 'failed', downloadId: save.downloadId, startTime: save.startTime };
  if (!policy) return { ...idle, state: 'failed' };
  if (isHopeless(save, problem, policy, now)) {
    return { ...idle, state: problem.kind === 'link-dead' ? 'lost' : 'failed' };
  }
  return { ...idle, state: 'wanted', nextAttemptAt: now + pauseBefore(policy, save.attempts, jitter) };
}

/**
 * The row whose link is past its own date, after its source was asked for another. Faults that it had before do not count
 * against it, nor an hour in which the source is away: it is lost only when the source was asked before, and named none for
 * a day.
 */
export function afterExpiry(save: Save, now: number, jitter: number): Save {
  const attempts = save.attempts + 1;
  const next = afterProblem({ ...save, attempts }, { kind: 'link-dead', at: now, httpStatus: null }, now, jitter);
  if (next.state === 'wanted' || now - save.deadlineAt >= DAY) return next;
  return { ...next, state: 'wanted', nextAttemptAt: now + pauseBefore(DEAD_LINK, attempts, jitter) };
}

/**
 * The row of a dead link whose source waits for the user instead of being asked: that is no try, and nothing is lost of it. What
 * the source names once it is asked makes the row due; until then it is only looked at again.
 * @param save as it was
 * @param after as it would be, had the source been asked
 */
export function untilAsked(save: Save, after: Save, now: number): Save {
  // One that was begun stays told apart from one that never was: it may have left something behind.
  return { ...after, state: 'wanted', attempts: Math.min(save.attempts, 1), nextAttemptAt: now + UNTIL_ASKED };
}

/** Fields of an attempt, cleared between attempts. */
export const NO_ATTEMPT = {
  intentAt: null,
  downloadId: null,
  startTime: null,
  finalName: null,
  bytes: null,
  totalBytes: null,
  observedAt: null,
  stalledMs: 0,
  looks: 0,
} as const;

/** What the browser has forgotten, nobody could remove. */
function mayLeave({ state }: Save, { kind }: SaveProblem): boolean {
  return kind === 'browser-closed' || (state === 'verifying' && kind !== 'file-missing');
}

/** Pause before the next look at a file that is on disk but could not be checked. */
export function pauseBeforeProof(looks: number, jitter: number): number {
  return pauseBefore({ pauses: SLOW, attempts: 0 }, looks, jitter);
}

function pauseBefore(policy: Policy, attempts: number, jitter: number): number {
  const step = Math.min(Math.max(attempts, 1), policy.pauses.length) - 1;
  return Math.round((policy.pauses[step] ?? 0) * (1 + jitter / 4));
}

/** A dead link may come back, or be replaced by its source, as long as its deadline has not passed. */
function isHopeless(save: Save, problem: SaveProblem, policy: Policy, now: number): boolean {
  if (save.attempts < policy.attempts) return false;
  if (problem.kind !== 'link-dead') return true;
  // What else it failed of says nothing about the link: its source has not been asked for another since.
  return save.problem?.kind === 'link-dead' && (now >= save.deadlineAt || save.attempts >= END_OF_PATIENCE);
}

import { isSameDownload } from '../../domain/clips/attempt.ts';
import { isObstacle } from '../../domain/clips/obstacle.ts';
import { afterProblem, untilAsked } from '../../domain/clips/retry.ts';
import type { SaveProblem, SaveProblemKind } from '../../domain/clips/save.ts';
import { put, type Row, type SavePorts } from './ports.ts';

/** Faults after which nothing of ours is left to clear, or after which it is not ours to clear. */
const LEAVE_AS_IS: ReadonlySet<SaveProblemKind> = new Set(['cancelled', 'browser-blocked', 'file-missing']);

/**
 * Ends an attempt that came to nothing. What it left behind goes first, so that a kill in between can only repeat the
 * clearing, never leave a broken file that looks like a good one.
 * @param begun whether the browser may have begun, and forgotten, the download
 */
export async function giveUp(row: Row, kind: SaveProblemKind, ports: SavePorts, begun = true): Promise<void> {
  const problem = await refine(row, kind, ports);
  // Before the row: a kill in between meets it again, and nothing new begins meanwhile.
  if (isObstacle(problem.kind)) await ports.met(problem.kind, row.clip.id);
  if (!LEAVE_AS_IS.has(problem.kind)) await clear(row, ports);
  const after = afterProblem(row.save, problem, ports.now(), ports.random(), begun);
  const waits = problem.kind === 'link-dead' && (await ports.refresh(row.clip, 'look')) === 'waits';
  const next = waits ? untilAsked(row.save, after, ports.now()) : after;
  await put(next, ['downloading', 'verifying'], true, ports);
  // Behind the row: a kill in between costs a pause, and the next attempt asks again. What is lost was asked for often enough.
  if (problem.kind === 'link-dead' && next.state === 'wanted') await ports.refresh(row.clip, 'ask');
  ports.log('save.attempt-failed', { clip: row.clip.id, problem: problem.kind, http: problem.httpStatus, state: next.state });
  ports.changed();
}

/** Removes the attempt's download, after making sure that the id still means that download. */
async function clear({ save, clip }: Row, ports: SavePorts): Promise<void> {
  if (save.downloadId === null) return;
  const item = await ports.find(save.downloadId);
  if (!item || !isSameDownload(save, item, clip.url)) return;
  // Should the worker die before its line is gone, it must not look as if the user had cancelled it: Chromium says so of what has failed, too.
  if (item.state !== 'complete') await put({ ...save, observedAt: null }, ['downloading'], false, ports);
  await ports.discard(item.id);
}

/** Browsers fold most HTTP errors into one reason; the server itself tells a dead link from a bad moment. */
async function refine(row: Row, kind: SaveProblemKind, ports: SavePorts): Promise<SaveProblem> {
  const at = ports.now();
  if (kind !== 'server' && kind !== 'link-dead') return { kind, at, httpStatus: null };
  const copy = await ports.inspect(row.clip.url);
  if (copy.kind === 'link-dead') return { kind: 'link-dead', at, httpStatus: copy.httpStatus };
  return { kind: 'server', at, httpStatus: copy.kind === 'unavailable' ? copy.httpStatus : null };
}

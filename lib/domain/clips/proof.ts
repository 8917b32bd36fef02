import { pauseBeforeProof } from './retry.ts';
import type { Measured, Proof, Save, SaveProblemKind } from './save.ts';

/** What a look at the server's copy of a clip told. Sizes are bytes. */
export type ServerCopy =
  /** A whole MP4: its boxes add up to `size`. */
  | { readonly kind: 'whole'; readonly size: number; readonly measured?: Measured }
  /** Something of `size` bytes (null: not told) that is no whole MP4. */
  | { readonly kind: 'not-a-video' | 'truncated'; readonly size: number | null }
  /** 401, 403, 404, 410. */
  | { readonly kind: 'link-dead'; readonly httpStatus: number }
  /** No answer, 5xx, 429: ask again later. */
  | { readonly kind: 'unavailable'; readonly httpStatus: number | null };

export type Judgement =
  | { readonly next: 'saved'; readonly save: Save }
  /** The file on disk is not what the server has: it is removed and fetched again. */
  | { readonly next: 'discard'; readonly problem: SaveProblemKind }
  /** Not provable now: the file stays, another look follows. */
  | { readonly next: 'look-again'; readonly save: Save };

/** Looks after which a file that nobody can prove is told to the user. */
const MAX_LOOKS = 40;

/**
 * Decides whether the file on disk is the clip. A file is only ever removed when it is proven bad: its size is that
 * of a broken copy that the server still has, or differs from that of a whole one. When the server now answers with
 * something else (a login page, an error), the file may well be the only good copy left, so it stays.
 */
export function judgeFile(save: Save, copy: ServerCopy, now: number, jitter: number): Judgement {
  const size = save.bytes;
  switch (copy.kind) {
    case 'whole':
      return copy.size === size ? saved(save, 'boxes', now, copy.measured) : { next: 'discard', problem: 'wrong-size' };
    case 'not-a-video':
    case 'truncated':
      return copy.size !== null && copy.size === size
        ? { next: 'discard', problem: copy.kind }
        : lookAgain(save, null, now, jitter);
    case 'link-dead':
      return save.totalBytes !== null && save.totalBytes === size
        ? saved(save, 'length', now)
        : lookAgain(save, copy.httpStatus, now, jitter);
    case 'unavailable':
      return lookAgain(save, copy.httpStatus, now, jitter);
  }
}

function saved({ left: _left, doubted: _doubted, ...save }: Save, proof: Proof, now: number, measured?: Measured): Judgement {
  return {
    next: 'saved',
    save: { ...save, state: 'saved', proof, problem: null, savedAt: now, intentAt: null, observedAt: null, updatedAt: now, ...(measured && { measured }) },
  };
}

function lookAgain(save: Save, httpStatus: number | null, now: number, jitter: number): Judgement {
  const looks = save.looks + 1;
  const problem = { kind: 'unproven', at: now, httpStatus } as const;
  if (looks >= MAX_LOOKS) return { next: 'look-again', save: { ...save, state: 'failed', problem, looks, updatedAt: now } };
  return {
    next: 'look-again',
    save: { ...save, problem, looks, nextAttemptAt: now + pauseBeforeProof(looks, jitter), updatedAt: now },
  };
}

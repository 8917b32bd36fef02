import type { Clip } from '../../../lib/domain/clips/clip.ts';
import { NO_ATTEMPT } from '../../../lib/domain/clips/retry.ts';
import type { Save, SaveState } from '../../../lib/domain/clips/save.ts';
import { NO_VARIANT } from '../../../lib/domain/jobs/job.ts';

/** A row in a state, as plain as can be. */
export function save(state: SaveState): Save {
  return {
    clip: 'abcdefghjkmnpqrs', state, awaited: false, requestedName: null, attempts: 0, nextAttemptAt: 0, deadlineAt: 9e12, ...NO_ATTEMPT,
    problem: null, proof: state === 'saved' ? 'boxes' : null, savedAt: state === 'saved' ? 1 : null, updatedAt: 0,
  };
}

export const CLIP: Clip = {
  id: 'abcdefghjkmnpqrs', job: 'pika-page:1', pathKey: '/results/a/b.mp4', videoId: null, variant: NO_VARIANT, url: 'https://cdn.pika.art/results/a/b.mp4',
  posterUrl: null, durationSeconds: null, firstSeenAt: 0, deadline: { at: 0, why: 'assumed' },
};

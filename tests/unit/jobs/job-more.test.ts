import { describe, expect, it } from 'vitest';
import { type Job, NO_MORE, NO_REQUEST, NO_VARIANT, type JobMore, type SeenJob } from '../../../lib/domain/jobs/job.ts';
import { jobChanged, mergeJob } from '../../../lib/domain/jobs/merge.ts';

function seen(more?: Partial<JobMore>, state: SeenJob['state'] = 'queued'): SeenJob {
  const plain = { jobId: 'job-1', state, rawStatus: state, progress: null, error: null, request: NO_REQUEST, variant: NO_VARIANT, videos: [] };
  return more === undefined ? plain : { ...plain, more: { ...NO_MORE, ...more } };
}

function after(...sightings: readonly SeenJob[]): Job {
  return sightings.reduce<Job | null>((job, one, at) => mergeJob(job, one, 'useapi', 1000 + at, 0), null) ?? mergeJob(null, seen(), 'useapi', 0, 0);
}

describe('what only job APIs tell', () => {
  it('is kept with the job, and missing where none did', () => {
    expect(after(seen({ parentJobId: 'parent-1', buttons: ['retry'] })).more).toEqual({ ...NO_MORE, parentJobId: 'parent-1', buttons: ['retry'] });
    expect('more' in after(seen())).toBe(false);
  });

  it('stays known when a later answer leaves it out, but for the place in the queue and the buttons', () => {
    const first = { queuePosition: 7, parentJobId: 'parent-1', verb: 'pika-create', buttons: ['retry'], content: 'a', log: 'b', createdAt: 1, updatedAt: 2, embeds: [{ type: 'rich', description: null, imageUrl: null, width: null, height: null }] };
    expect(after(seen(first), seen({ updatedAt: 3 }, 'running')).more).toEqual({ ...first, queuePosition: null, buttons: [], updatedAt: 3 });
    expect(after(seen(first), seen()).more).toEqual(first);
  });

  it('is a change worth writing', () => {
    const before = after(seen({ queuePosition: 7 }));
    expect(jobChanged(before, mergeJob(before, seen({ queuePosition: 6 }), 'useapi', 1001, 0))).toBe(true);
    expect(jobChanged(before, mergeJob(before, seen({ queuePosition: 7 }), 'useapi', 1001, 0))).toBe(false);
  });
});

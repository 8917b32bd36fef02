import { describe, expect, it } from 'vitest';
import { type IdentifiedVideo, isMadeUp, madeUpJobId, matchClip } from '../../../lib/domain/clips/match.ts';
import { NO_VARIANT } from '../../../lib/domain/jobs/job.ts';
import { NOW, aClip, aSave } from '../../support/builders.ts';

const JOB = aClip().job;

function seen(over: Partial<IdentifiedVideo> = {}, videoId: string | null = aClip().videoId): IdentifiedVideo {
  const { pathKey, url, variant, deadline } = aClip();
  return { video: { videoId, url, posterUrl: null, durationSeconds: 5 }, clipId: 'bbbbbbbbbbbbbbb2', ownId: 'ccccccccccccccc3', pathKey, url, variant, deadline, ...over };
}

const row = (state: 'saved' | 'wanted' | 'lost' = 'wanted', clip = aClip()) => ({ clip, save: aSave({ state }) });

describe('a seen video', () => {
  it('is new when nothing is known of its file or its work', () => {
    expect(matchClip(seen(), JOB, [], NOW)).toMatchObject({ kind: 'new', clip: { id: 'bbbbbbbbbbbbbbb2', firstSeenAt: NOW } });
  });

  it('is the same when it is seen again', () => {
    expect(matchClip(seen(), JOB, [row()], NOW)).toEqual({ kind: 'same', clip: aClip() });
  });

  it('is the same clip under another host, with the newer link until it is saved', () => {
    const url = aClip().url.replace('cdn', 'tre9zd4etmxyc');
    expect(matchClip(seen({ url }), JOB, [row('wanted')], NOW)).toMatchObject({ kind: 'updated', freshLink: true, clip: { id: aClip().id, url } });
    expect(matchClip(seen({ url }), JOB, [row('saved')], NOW)).toMatchObject({ kind: 'same' });
  });

  it('is a fresh link when the same work has another file and none is saved yet', () => {
    const other = { pathKey: '/results/x/y.mp4', url: 'https://cdn.pika.art/results/x/y.mp4' };
    expect(matchClip(seen(other), JOB, [row('lost')], NOW)).toMatchObject({ kind: 'updated', freshLink: true, clip: { id: aClip().id, ...other } });
  });

  it('is evidence, not a second save, when a saved work changes its file', () => {
    expect(matchClip(seen({ pathKey: '/results/x/y.mp4' }), JOB, [row('saved')], NOW)).toEqual({ kind: 'moved', clip: { ...aClip(), pathKey: '/results/x/y.mp4' } });
  });

  it.each([
    ['sound', { sfx: true }],
    ['an extension', { extended: 1 }],
    ['an upscale', { upscaled: true }],
    ['lip sync', { lipSynced: true }],
  ])('is a clip of its own when %s was added under the same id', (_name, change) => {
    const variant = { ...NO_VARIANT, ...change };
    expect(matchClip(seen({ pathKey: '/v1/x/y_sfx.mp4', variant }), JOB, [row('saved')], NOW).kind).toBe('new');
  });

  it('finds its job later when the page first showed it alone, but never gives up a real one', () => {
    const alone = aClip({ job: `pika-page:${madeUpJobId('aaaaaaaaaaaaaaa1')}`, videoId: null });
    expect(isMadeUp(alone.job)).toBe(true);
    expect(matchClip(seen(), JOB, [row('saved', alone)], NOW)).toMatchObject({ kind: 'updated', freshLink: false, clip: { job: JOB } });
    expect(matchClip(seen({}, null), 'pika-page:page-x', [row()], NOW)).toMatchObject({ kind: 'same', clip: { job: JOB } });
  });
});

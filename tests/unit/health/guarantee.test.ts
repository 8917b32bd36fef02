import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guarantee, guaranteeSentence } from '../../../lib/domain/health/guarantee.ts';
import { EARLY } from '../../../lib/domain/health/pace.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { seeded } from '../../support/seeded.ts';
import { within } from '../../support/traces/spans.ts';
import { type Answer, ERROR_503, GOOD, run, type Script, START, type Story } from './world.ts';

const { never, always, alwaysWithTab } = guarantee();

/** As many outages of the site as fit into some days, each of `length` ms at a second of its own, and whether the tab is answered in them. */
async function outagesOf(length: number, seed: number, options: { answered?: boolean; open?: boolean; latest?: number; jitter?: number } = {}): Promise<{ story: Story; count: number }> {
  const random = seeded(seed);
  const { answered = false, open = false, latest = SECOND, jitter = random() } = options;
  const spans: { from: number; to: number }[] = [];
  // The open tab stands in once there is a history of latency.
  for (let from = START + HOUR; from < START + 4 * DAY; from += length + 20 * MINUTE + random() * 5 * MINUTE) spans.push({ from, to: from + length });
  const off = within(spans);
  const script: Script = {
    pika: (monitor, at): Answer => (monitor === 'pika-web' && off(at) ? ERROR_503 : GOOD),
    lateness: () => random() * latest,
    ...(open ? { page: (at) => answered || (!off(at) && random() < 0.8) } : {}),
  };
  return { story: await run(script, 4 * DAY + 2 * HOUR, jitter), count: spans.length };
}

describe('an outage', () => {
  it.each([
    ['with the browser’s timer on time', { latest: 0 }],
    ['with a timer that is late by up to 5 s', { latest: EARLY }],
    ['beside an open pika.art tab', { open: true, latest: EARLY }],
  ])('as long as the guarantee says is found, each of them, whenever it begins, %s', async (_, options) => {
    for (const seed of [1, 2, 3]) {
      const { story, count } = await outagesOf(always, seed, options);
      expect(story.downs).toHaveLength(count);
      expect(story.incidents).toHaveLength(count);
      expect(count).toBeGreaterThan(200);
    }
  });

  it('in which the open tab goes on being answered is found as soon as the guarantee says', async () => {
    const { story, count } = await outagesOf(alwaysWithTab, 4, { open: true, answered: true });
    expect(story.downs).toHaveLength(count);
    const sooner = await outagesOf(always, 4, { open: true, answered: true });
    expect(sooner.story.downs.length).toBeLessThan(sooner.count);
  });

  it('a little shorter than never is never said, however often somebody clicks "check now"', async () => {
    for (const options of [{ latest: 0 }, { latest: 20 * SECOND }]) {
      const { story } = await outagesOf(never - 1, 5, options);
      expect([story.downs, story.incidents]).toEqual([[], []]);
      expect(story.checks.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(50);
    }
  });

  it('in between may be missed: the sentence promises no more than is kept', async () => {
    const { story, count } = await outagesOf(90 * SECOND, 6);
    expect(story.downs.length).toBeGreaterThan(0);
    expect(story.downs.length).toBeLessThan(count);
  });
});

describe('the guarantee in words', () => {
  it('says what follows from the pace of checks', () => {
    expect([never / SECOND, always / MINUTE, alwaysWithTab / MINUTE]).toEqual([55, 3, 8]);
    for (const words of ['shorter than 55 seconds is never', 'shorter than 3 minutes may be missed', 'of 3 minutes or more is always seen', 'from 8 minutes on']) expect(guaranteeSentence()).toContain(words);
  });

  it('stands in README.md, word for word', () => {
    expect(readFileSync('README.md', 'utf8')).toContain(guaranteeSentence());
  });
});

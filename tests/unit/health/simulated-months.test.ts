import { describe, expect, it } from 'vitest';
import { INTERVAL } from '../../../lib/domain/health/pace.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { type Score, score } from '../../support/traces/score.ts';
import { between, scoreTable } from '../../support/traces/table.ts';
import { LATEST, ownVideos, worlds } from '../../support/traces/worlds.ts';
import { run, START } from './world.ts';

/** `npm run traces` lives through thirty days of each. */
const DAYS = 4;
/** A second or two of computing each; a busy machine takes ten times that. */
const SLOWEST = 60_000;

describe('simulated days', () => {
  it.each(worlds(DAYS))('$name: every outage is found, once, and nothing else is called down', async (world) => {
    const scored = await score(world, DAYS);
    expect(scored).toMatchObject({ found: world.outages.length, falseDowns: 0, split: 0 });
    // With the site open in a tab, one of its checks may come a quarter of a minute later.
    const most = INTERVAL + 2 * LATEST + (world.script.page === undefined ? 0 : 15 * SECOND);
    expect(scored.startOff).toBeLessThanOrEqual(most);
    expect(scored.endOff).toBeLessThanOrEqual(most);
  }, SLOWEST);

  it('have outages and blips enough to say so', async () => {
    const [outages, , blips] = worlds(30);
    expect([outages?.outages.length, blips?.outages.length]).toEqual([200, 0]);
    const failed = (await run(worlds(DAYS)[2]?.script ?? {}, DAYS * DAY)).checks.filter(({ outcome }) => outcome === 'failed');
    expect(failed.length).toBeGreaterThan(5);
    expect(outages?.outages.every(({ from, to }) => from >= START && to <= START + 30 * DAY)).toBe(true);
  }, SLOWEST);

  it('with own videos leave no incident that outlives them, and call nothing down', async () => {
    const world = ownVideos(DAYS);
    expect(await score(world, DAYS)).toMatchObject({ falseDowns: 0, split: 0, failedChecks: 0 });
    const { incidents, checks } = await run(world.script, DAYS * DAY);
    expect(incidents.length).toBeGreaterThanOrEqual(DAYS);
    const seen = checks.filter(({ monitor }) => monitor === 'pika-generation').map(({ at }) => at);
    for (const { start, end, open } of incidents) {
      expect(open).toBe(0);
      // The last that was seen of it, to the minute: no incident reaches into the silence.
      expect(Math.min(...seen.map((at) => Math.abs(at - (end ?? Infinity))))).toBeLessThanOrEqual(MINUTE);
      expect((end ?? Infinity) - start).toBeLessThan(3 * HOUR);
    }
  }, SLOWEST);

  it('would be caught missing an outage, or making one up', async () => {
    const [world] = worlds(DAYS);
    if (world === undefined) throw new Error('there are worlds');
    const deaf = await score({ ...world, script: {} }, DAYS);
    expect([deaf.found, deaf.falseDowns]).toEqual([0, 0]);
    const made = await score({ ...world, outages: world.outages.slice(1) }, DAYS);
    expect(made.falseDowns).toBe(1);
  }, SLOWEST);
});

describe('the table', () => {
  const row: Score = { name: 'X', injected: 3, found: 2, falseDowns: 1, split: 0, startOff: 59_001, endOff: 1, failedChecks: 9 };

  it('floors its shares and says nothing where there is nothing to share', () => {
    expect(scoreTable([row]).split('\n')[2]).toBe('| X | 3 | 2 | 1 | 66.6 % | 66.6 % | ≤ 60 s | ≤ 1 s | 9 |');
    expect(scoreTable([{ ...row, injected: 0, found: 0, falseDowns: 0 }]).split('\n')[2]).toBe('| X | 0 | 0 | 0 |  |  |  |  | 9 |');
  });

  it('stands between its marks, and nowhere else', () => {
    expect(between('a\n<!-- t -->\nold\n<!-- /t -->\nb', 't', 'new')).toBe('a\n<!-- t -->\nnew\n<!-- /t -->\nb');
    expect(() => between('a', 't', 'new')).toThrow('<!-- t -->');
  });
});

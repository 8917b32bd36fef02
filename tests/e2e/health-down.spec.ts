import type { MonitorId } from '../../lib/domain/health/monitor.ts';
import { EARLY } from '../../lib/domain/health/pace.ts';
import { outage } from '../simulator/scenarios.ts';
import type { World } from '../simulator/world.ts';
import { all, checksSince, clockWords, launchSettled, monitors, nowOf, pass, popupWords, statusesIn, toolbar } from '../support/health-clock.ts';
import { expect, test } from '../support/keeper-test.ts';

/** Each way in which Pika fails: said once it is confirmed, dated back to the first failure, and gone when Pika works again. */

const RED = '#c62828';
const UP = 'Pika Keeper: Pika works.';
const NOT_YOU = 'It is not your connection. Videos that are not saved yet will be, as soon as they can be had.';

interface Failure {
  readonly name: string;
  readonly strike: (world: World) => void;
  /** The parts that fail; all four unless told. */
  readonly only?: readonly MonitorId[];
  readonly sentence: (since: string) => string;
  readonly check: { readonly kind: string; readonly httpStatus: number | null };
}

const FAILURES: readonly Failure[] = [
  {
    name: 'an error 500 from every host',
    strike: outage.serverErrors,
    sentence: (since) => `Pika has been down since ${since}: the site answers with error 500.`,
    check: { kind: 'http', httpStatus: 500 },
  },
  {
    name: 'connections refused',
    strike: outage.refusing,
    sentence: (since) => `Pika has been down since ${since}: the site cannot be reached.`,
    check: { kind: 'unreachable', httpStatus: null },
  },
  {
    name: 'no answer at all',
    strike: outage.hanging,
    sentence: (since) => `Pika has been down since ${since}: the site does not answer in time.`,
    check: { kind: 'timeout', httpStatus: null },
  },
  {
    name: 'failing TLS',
    strike: (world) => void world.setFault({ kind: 'tls', host: /(?:^|\.)pika\.art$/u }),
    sentence: (since) => `Pika has been down since ${since}: the site cannot be reached.`,
    check: { kind: 'unreachable', httpStatus: null },
  },
  {
    name: 'an error from the media host alone',
    strike: (world) => void world.setFault({ kind: 'status', status: 502, host: 'cdn.pika.art' }),
    only: ['pika-cdn'],
    sentence: (since) => `Pika’s video server has been down since ${since}: it answers with error 502; the site itself works.`,
    check: { kind: 'http', httpStatus: 502 },
  },
];

for (const { name, strike, only, sentence, check } of FAILURES) {
  test(`${name}: down after confirmation, since the first failure, until Pika works again`, async ({ launch }) => {
    const keeper = await launchSettled(launch);
    await expect.poll(() => toolbar(keeper)).toBe(UP);
    const before = await monitors(keeper);
    const began = nowOf(keeper);
    strike(keeper.simulator.world);
    const sights = await pass(keeper, 5, { stop: all('down', only) });
    const down = (await monitors(keeper)).filter(({ monitor }) => only?.includes(monitor) ?? true);
    // The first tick at which a check was due has found it; how long that tick took is the machine's own.
    const due = Math.max(...before.map(({ nextCheckAt }) => nextCheckAt));
    const found = sights.find(({ from }) => from >= due - EARLY)?.to ?? 0;
    expect(found - began).toBeGreaterThan(0);
    const failed = (await checksSince(keeper, began)).filter(({ outcome }) => outcome === 'failed');
    for (const { monitor, status, since } of down) {
      const own = failed.filter((row) => row.monitor === monitor);
      expect(own[0]).toMatchObject(check);
      expect({ status, since }).toEqual({ status: 'down', since: own[0]?.at });
      expect(since).toBeLessThanOrEqual(found);
      // Said no sooner than confirmed by two more failures over a minute.
      expect(own.length).toBeGreaterThanOrEqual(3);
      expect((own.at(-1)?.at ?? 0) - since).toBeGreaterThanOrEqual(55_000);
    }
    // Ticks of three minutes.
    expect(sights.length).toBeLessThanOrEqual(6);
    expect(statusesIn(sights.slice(0, 2))).toEqual(new Set(['up']));
    const others = (await monitors(keeper)).filter(({ monitor }) => only !== undefined && !only.includes(monitor));
    for (const { monitor, status, since } of others) {
      expect({ status, since }).toEqual({ status: 'up', since: before.find((state) => state.monitor === monitor)?.since });
    }

    const words = sentence(clockWords(Math.min(...down.map(({ since }) => since))));
    await expect.poll(() => toolbar(keeper)).toBe(`down ${RED} Pika Keeper: ${words}`);
    expect(await popupWords(keeper)).toEqual({ sentence: words, since: expect.stringMatching(/^for [12] min$/u), advice: NOT_YOU });

    outage.recover(keeper.simulator.world);
    await pass(keeper, 5, { stop: all('up') });
    await expect.poll(() => toolbar(keeper)).toBe(UP);
    expect((await popupWords(keeper)).sentence).toBe('Pika works.');
  });
}

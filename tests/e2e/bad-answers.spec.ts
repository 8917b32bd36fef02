import { isDeepStrictEqual } from 'node:util';
import type { FaultSpec } from '../simulator/faults.ts';
import type { Keeper } from '../support/browser.ts';
import { expect, test } from '../support/keeper-test.ts';
import { hashesOnDisk, hashesPromised, saveRows, untilSaved } from '../support/saved.ts';
import { until } from '../support/until.ts';

const LIBRARY = 'https://pika.art/library';

/** What a media host may answer instead of the clip, and what the ledger must call it. */
const BAD: readonly { readonly name: string; readonly faults: readonly FaultSpec[]; readonly problems: readonly string[] }[] = [
  { name: 'a file cut off in the middle', faults: [{ kind: 'cut', fraction: 0.6 }], problems: ['network', 'wrong-size', 'truncated'] },
  { name: 'a file cut off by a server that cannot go on in the middle', faults: [{ kind: 'cut', fraction: 0.5 }, { kind: 'no-ranges' }], problems: ['network', 'wrong-size', 'truncated', 'unproven'] },
  { name: 'a file that ends early and says so', faults: [{ kind: 'short', fraction: 0.6 }], problems: ['truncated'] },
  { name: 'a file that ends early, of unknown length', faults: [{ kind: 'cut', fraction: 0.6 }, { kind: 'close-delimited' }], problems: ['truncated', 'wrong-size', 'unproven'] },
  { name: 'no bytes at all', faults: [{ kind: 'empty' }], problems: ['not-a-video', 'network'] },
  { name: 'a web page under the video’s address', faults: [{ kind: 'html' }], problems: ['not-a-video'] },
  { name: 'another file than the one that is checked', faults: [{ kind: 'wrong-total', delta: 1_000 }], problems: ['wrong-size', 'truncated', 'unproven'] },
  { name: 'an error of the server', faults: [{ kind: 'status', status: 503 }], problems: ['server'] },
  { name: 'too many requests', faults: [{ kind: 'status', status: 429, retryAfter: '2' }], problems: ['server'] },
  { name: 'a dead link (403)', faults: [{ kind: 'status', status: 403 }], problems: ['link-dead'] },
  { name: 'a dead link (404)', faults: [{ kind: 'status', status: 404 }], problems: ['link-dead'] },
  { name: 'a dead link (410)', faults: [{ kind: 'status', status: 410 }], problems: ['link-dead'] },
  { name: 'a reset connection', faults: [{ kind: 'reset' }], problems: ['network'] },
];

for (const { name, faults, problems } of BAD) {
  test(`${name} is never saved and leaves no file; the good answer that comes later is`, async ({ launch }) => {
    const keeper = await launch({
      scenario: (world) => {
        const job = world.addJob({ prompt: 'a fox', state: 'finished', bytes: 120_000 });
        for (const fault of faults) world.setFault({ ...fault, clip: job.id });
      },
    });
    await keeper.page.goto(LIBRARY);
    const row = await until(async () => (await saveRows(keeper)).find(({ problem }) => problem !== null), { what: 'the first failed attempt' });
    expect(problems).toContain(row.problem?.kind);
    expect(row.state).not.toBe('saved');
    await expectNothingLeft(keeper);
    keeper.simulator.world.clearFaults();
    // An attempt that still meets the fault ends first: the pause after it would begin only then.
    await until(async () => (await saveRows(keeper)).every(({ state }) => state !== 'downloading'), { timeout: 60_000, what: 'the bad attempt to end' });
    await keeper.setClock(15 * 60_000);
    await keeper.fireTick();
    await untilSaved(keeper, 1);
    expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  });
}

/** Files may be there only while they come or are being proved, never as the end of an attempt. The next attempt may begin at any moment: then another look tells. */
async function expectNothingLeft(keeper: Keeper): Promise<void> {
  await until(async () => {
    const before = await saveRows(keeper);
    const files = await hashesOnDisk(keeper);
    const isBetween = before.every(({ state }) => state === 'wanted') && isDeepStrictEqual(before, await saveRows(keeper));
    if (isBetween) expect(files).toEqual([]);
    return isBetween || before.every(({ state }) => state === 'verifying');
  }, { timeout: 60_000, what: 'an attempt to end' });
}

/** Unusual, but good: these must not keep a clip from being saved. */
const GOOD: readonly { readonly name: string; readonly fault: FaultSpec }[] = [
  { name: 'no Content-Length, chunked', fault: { kind: 'chunked' } },
  { name: 'no Content-Length, ended by closing', fault: { kind: 'close-delimited' } },
  { name: 'no support for ranges', fault: { kind: 'no-ranges' } },
  { name: 'a wrong content type', fault: { kind: 'wrong-type', contentType: 'application/octet-stream' } },
  { name: 'no ETag and no Last-Modified', fault: { kind: 'no-validators' } },
];

for (const { name, fault } of GOOD) {
  test(`a server with ${name} still gets its clip saved and proven`, async ({ launch }) => {
    const keeper = await launch({
      scenario: (world) => {
        const job = world.addJob({ prompt: 'a fox', state: 'finished' });
        world.setFault({ ...fault, clip: job.id });
      },
    });
    await keeper.page.goto(LIBRARY);
    const [row] = await untilSaved(keeper, 1);
    expect(row?.proof).toBe('boxes');
    expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  });
}

import type { FaultSpec } from '../simulator/faults.ts';
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
    // Files may be there only while they are being proved, never as the end of an attempt.
    if (row.state === 'wanted') expect(await hashesOnDisk(keeper)).toEqual([]);
    keeper.simulator.world.clearFaults();
    await keeper.setClock(15 * 60_000);
    await keeper.fireTick();
    await untilSaved(keeper, 1);
    expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper));
  });
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

import { urlsOf } from '../simulator/job.ts';
import type { SeenRequest } from '../simulator/requests.ts';
import { until } from '../support/until.ts';
import { spread, words } from './numbers.ts';
import type { Stage } from './stage.ts';
import type { Row } from './table.ts';

const POLL_MS = 400;

/** Milliseconds from the end of the answer that tells the page of a finished clip to our first request for its file. */
export async function measureFirstByte({ product: { keeper }, simulator }: Stage, jobs: number): Promise<Row> {
  const { world, requests } = simulator;
  for (const job of world.listed()) world.vanishJob(job.id);
  const waiting = Array.from({ length: jobs }, (_, n) => world.addJob({ prompt: `first byte ${n}`, state: 'pending', progress: 50 }));
  world.page.pollMs = POLL_MS;
  await keeper.page.goto('https://pika.art/library');
  const ends = followEnds(simulator);
  const waits: number[] = [];
  for (const job of waiting) {
    await requests.waitFor({ kind: 'action' }, requests.count({ kind: 'action' }) + 1);
    const from = requests.all.length;
    world.finishJob(job.id);
    const { pathname } = new URL(urlsOf(job).result);
    const isFetch = (seen: SeenRequest): boolean => seen.kind === 'clip' && seen.path.startsWith(pathname) && seen.headers['sec-fetch-dest'] !== 'video';
    const [fetched] = await requests.waitFor(isFetch);
    const told = requests.all.slice(from).find(({ kind }) => kind === 'action');
    const end = told && (await until(() => ends.get(told), { what: "the answer's end" }));
    if (fetched && end !== undefined) waits.push(fetched.at - end);
  }
  if (waits.length < jobs) throw new Error(`only ${waits.length} of ${jobs} clips were timed`);
  const result = spread(waits);
  return {
    what: 'first byte of a save, after the page was told of the clip',
    budget: '≤ 1,000 ms',
    measured: words(result, 'ms'),
    comparedWith: "the answer's last byte to the file's request",
    met: result.max <= 1000,
  };
}

/** When each answer's last byte had left, ms since 1970. */
function followEnds({ on, requests }: Stage['simulator']): ReadonlyMap<SeenRequest, number> {
  const ends = new Map<SeenRequest, number>();
  on('request', () => {
    for (const seen of requests.all.slice(-50)) if (seen.done && !ends.has(seen)) ends.set(seen, Date.now());
  });
  return ends;
}

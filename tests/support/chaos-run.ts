import { urlsOf } from '../simulator/job.ts';
import type { Keeper, Simulator } from './browser.ts';
import type { Planned } from './chaos-plan.ts';
import { followJobs } from './follow-jobs.ts';
import { sha } from './saved.ts';
import { STEP, tickThrough } from './time.ts';
import { untilStuck } from './until.ts';

const HOUR = 3_600_000;
const LIBRARY = 'https://pika.art/library';

/** Lets the user set up the sources, paste all ids and open the library. */
export async function beginChaos(keeper: Keeper, plan: readonly Planned[]): Promise<void> {
  const followed = plan.flatMap(({ source, jobId }) => (source === 'pika-page' ? [] : [{ source, jobId }]));
  await tickThrough(keeper);
  await followJobs(keeper, keeper.simulator.world.apis.tokens, followed, Date.now() + keeper.worker.clockOffset());
  await keeper.page.goto(LIBRARY);
}

/** How a run goes wrong. */
export interface Chaos {
  readonly plan: readonly Planned[];
  /** Those for which something happens later. */
  readonly waiting: Set<Planned>;
  readonly random: () => number;
  /** Deaths of the worker: one each round, of half a minute on the extension's clock. */
  readonly rounds: number;
  /** Deaths of the browser, spread over the rounds. */
  readonly crashes: number;
}

/** The worker dies in each round, the browser in some, and links die in between. */
export async function liveThroughChaos(first: Keeper, chaos: Chaos): Promise<Keeper> {
  const { crashes, random, rounds, waiting } = chaos;
  let keeper = first;
  const { world } = first.simulator;
  for (let round = 1; round <= rounds; round += 1) {
    await keeper.setClock(keeper.worker.clockOffset() + STEP);
    world.advance(STEP);
    // What wakes a worker in life: its tick, or a download's event.
    if (random() < 0.8) await keeper.fireTick();
    await somethingHappens(keeper, 2 + Math.floor(random() * 40));
    if (round % Math.ceil(rounds / 4) === 0) world.apis.expireLinks();
    if (round >= rounds / 2) await letHappen(keeper, waiting);
    if (Math.floor((round * crashes) / rounds) > Math.floor(((round - 1) * crashes) / rounds)) {
      keeper = await keeper.crashBrowser();
      await keeper.page.goto(LIBRARY);
    } else {
      await keeper.killWorker();
    }
  }
  return keeper;
}

/** What a plan has for later begins for those whose clip is known by now. */
async function letHappen(keeper: Keeper, waiting: Set<Planned>): Promise<void> {
  if (waiting.size === 0) return;
  const known = new Set((await keeper.readStore<{ job: string }>('clips')).map(({ job }) => job));
  for (const one of waiting) {
    if (!known.has(`${one.source}:${one.jobId}`)) continue;
    one.later?.();
    waiting.delete(one);
  }
}

/** Lets the browser get on with it until some more requests have come, or none does. */
async function somethingHappens({ simulator: { requests } }: Keeper, more: number): Promise<void> {
  const isWork = ({ kind }: { kind: string }): boolean => kind === 'clip' || kind === 'job';
  await requests.waitFor(isWork, requests.count(isWork) + more, 2_500).catch(() => null); // nothing came: kill all the same
}

/** Lets everything that can still be had come in, by the extension's clock, and what cannot be had be given up. */
export async function endChaos(keeper: Keeper, { plan, waiting }: { readonly plan: readonly Planned[]; readonly waiting: Set<Planned> }): Promise<void> {
  const { world } = keeper.simulator;
  world.apis.linkLifeMs = 24 * HOUR;
  // What the dead have leased is free again.
  await keeper.setClock(keeper.worker.clockOffset() + HOUR / 12);
  const saved = plan.filter(({ outcome }) => outcome === 'saved').length;
  for (let n = 0; n < 240 && (await counts(keeper)).saved < saved; n += 1) {
    // Links that pika.art has changed show when its page is opened again.
    if (n % 20 === 0 || waiting.size > 0) await keeper.page.goto(LIBRARY);
    await letHappen(keeper, waiting);
    await step(keeper, n < 60 ? STEP : HOUR / 4);
  }
  // What is left waits for attempts that come to nothing, hours apart.
  for (let n = 0; n < 60 && (await counts(keeper)).open > 0; n += 1) await step(keeper, 6 * HOUR);
  await step(keeper, STEP);
}

async function step(keeper: Keeper, ms: number): Promise<void> {
  await keeper.setClock(keeper.worker.clockOffset() + ms);
  keeper.simulator.world.advance(ms);
  await tickThrough(keeper, () => counts(keeper));
  await calmDown(keeper);
}

/** Until nothing is on its way any more, or nothing moves: a connection that stands still needs the clock of the next steps to be given up. */
async function calmDown(keeper: Keeper): Promise<void> {
  const isCalm = async (): Promise<boolean> => (await counts(keeper)).running === 0;
  await untilStuck(isCalm, () => counts(keeper), { timeout: 5_000, what: 'downloads and proofs to end' }).catch(() => null);
}

interface Counts {
  readonly saved: number;
  /** Begun so far, of all clips together. */
  readonly attempts: number;
  /** On their way at this moment. */
  readonly running: number;
  readonly open: number;
}

/** Counted in the extension's own page: a thousand rows at each look would keep both sides busy. */
function counts(keeper: Keeper): Promise<Counts> {
  return keeper.extension.evaluate(countRows, Date.now() + keeper.worker.clockOffset());
}

/** Is sent as text: nothing from outside its braces. */
async function countRows(now: number): Promise<Counts> {
  const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const db = await answer(indexedDB.open('pika-keeper'));
  try {
    const rows = await answer<{ attempts: number; nextAttemptAt: number; state: string }[]>(db.transaction('saves').objectStore('saves').getAll());
    const isOpen = rows.filter(({ state }) => ['wanted', 'downloading', 'verifying'].includes(state));
    return {
      saved: rows.filter(({ state }) => state === 'saved').length,
      attempts: rows.reduce((sum, { attempts }) => sum + attempts, 0),
      running: isOpen.filter(({ state, nextAttemptAt }) => state === 'downloading' || nextAttemptAt <= now).length,
      open: isOpen.length,
    };
  } finally {
    db.close();
  }
}

/** What became of each job, told as `state problem` beside what had to. */
export interface Fates {
  /** Jobs that came to something else than they had to. */
  readonly wrong: readonly string[];
  /** Names of files that are there twice, or that nobody promised. */
  readonly strange: readonly string[];
  /** Promised files that are not there, byte for byte. */
  readonly missing: readonly string[];
}

interface SaveRow {
  readonly clip: string;
  readonly state: string;
  readonly problem: { readonly kind: string } | null;
}

/** Compares the ledger with the plan, and the disk with the servers. */
export async function judgeChaos(keeper: Keeper, plan: readonly Planned[]): Promise<Fates> {
  const clips = await keeper.readStore<{ id: string; job: string }>('clips');
  const saves = new Map((await keeper.readStore<SaveRow>('saves')).map((row) => [row.clip, row]));
  const told = new Map<string, string[]>();
  for (const { id, job } of clips) {
    const { state, problem } = saves.get(id) ?? { state: 'no row', problem: null };
    told.set(job, [...(told.get(job) ?? []), problem === null ? state : `${state} ${problem.kind}`]);
  }
  const wrong = plan.flatMap(({ source, jobId, fate, outcome }) => {
    const was = (told.get(`${source}:${jobId}`) ?? ['no clip']).join(' and ');
    return was === outcome ? [] : [`${source} ${jobId} (${fate}): ${was} instead of ${outcome}`];
  });
  return { wrong, ...(await judgeDisk(keeper, plan)) };
}

async function judgeDisk(keeper: Keeper, plan: readonly Planned[]): Promise<Pick<Fates, 'missing' | 'strange'>> {
  const promised = new Map(plan.filter(({ outcome }) => outcome === 'saved').map(({ job }) => [sha(keeper.simulator.clipBytes(urlsOf(job).result)), job.prompt]));
  const strange: string[] = [];
  const rows = await keeper.readStore<SaveRow & { requestedName: string | null }>('saves');
  for (const { name, bytes, size } of await keeper.savedFiles()) {
    if (promised.delete(sha(bytes))) continue;
    const { clip, problem, state } = rows.find(({ requestedName }) => requestedName === name) ?? { clip: 'nobody', problem: null, state: '' };
    strange.push(`${name} of ${size} bytes, asked for by ${clip} ${state} ${problem?.kind ?? ''}`);
  }
  return { strange, missing: [...promised.values()] };
}

/** Requests that did more than look, as the services count them, and those that a job's source is not asked by. */
export function misdeeds({ requests, world }: Simulator): string[] {
  const api = new Set(['api.useapi.net', 'queue.fal.run', 'devapi.pika.art']);
  const looks = /^\/v1\/pika\/jobs\/\?jobid=[^&]+$|^\/fal-ai\/pika\/requests\/[^/]+(?:\/status(?:\?logs=1)?)?$|^\/videos\/[^/]+$/;
  const bad = requests.filter(({ host, kind, method, path }) => kind === 'write' || kind === 'submit' || (api.has(host) && (method !== 'GET' || !looks.test(path))));
  return [...bad.map(({ host, method, path }) => `${method} ${host}${path}`), ...(world.writes === 0 ? [] : [`${world.writes} writes`])];
}

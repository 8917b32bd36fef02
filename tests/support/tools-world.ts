import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach } from 'vitest';
import { originOf, type Tool, type ToolChoice, watchedTools } from '../../lib/domain/health/tools.ts';
import { type HealthFacts, type HealthWrite, record } from '../../lib/domain/health/record.ts';
import { askFeed } from '../../lib/network/status-feeds.ts';
import { readChecks } from '../../lib/store/checks.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readTools, writeTools } from '../../lib/store/settings.ts';
import { readToolFacts } from '../../lib/store/tools.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { checkTools, type CheckToolsOptions } from '../../lib/tasks/check-tools.ts';
import { DAY, SECOND } from '../../lib/time.ts';
import { type Simulator, startSimulator } from '../simulator/server.ts';
import { ask } from '../unit/simulator/client.ts';

export const START = Date.UTC(2026, 5, 1);

/** Where a worker may die, and how often per round (0 to 1). */
export interface Killer {
  at(where: 'before-write' | 'after-write'): boolean;
}

export class Killed extends Error {}

/** Real tasks, real store, real readers, and the simulator's hosts; only the clock and the permissions are made up. */
export interface ToolsWorld {
  readonly simulator: Simulator;
  now: number;
  readonly allowed: Set<string>;
  /** Hosts to which the browser itself lets no request through. */
  readonly denied: Set<string>;
  connected: boolean;
  online: boolean;
  /** Milliseconds that one request takes on the wall clock. */
  took: number;
  killer: Killer | null;
  choose(choice: Partial<ToolChoice>): Promise<void>;
  round(options?: Partial<CheckToolsOptions>): Promise<void>;
  /** Rounds of 30 s for `duration` ms. */
  run(duration: number): Promise<void>;
  state(id: string): Promise<Awaited<ReturnType<typeof readHealth>>['states'][number] | undefined>;
  facts(id: string): Promise<Awaited<ReturnType<typeof readToolFacts>>[number] | undefined>;
  checks(id: string): Promise<Awaited<ReturnType<typeof readChecks>>>;
  asked(host: string): number;
}

/**
 * A world and an empty store for each test of a file; both are there from `beforeEach` on.
 * @param choice tools that are watched from the start
 */
export function useToolsWorld(choice?: Partial<ToolChoice>): { readonly db: Store; readonly world: ToolsWorld } {
  let now: { readonly db: Store; readonly world: ToolsWorld } | null = null;
  const present = (): { readonly db: Store; readonly world: ToolsWorld } => {
    if (now === null) throw new Error('no test has begun');
    return now;
  };
  beforeEach(async () => {
    await closeStore();
    globalThis.indexedDB = new IDBFactory();
    const db = await openStore();
    now = { db, world: await toolsWorld(db) };
    if (choice !== undefined) await now.world.choose(choice);
  });
  afterEach(() => now?.world.simulator.stop());
  return {
    get db() {
      return present().db;
    },
    get world() {
      return present().world;
    },
  };
}

async function toolsWorld(db: Store): Promise<ToolsWorld> {
  const world = { now: START, connected: true, online: true, took: 0, killer: null as Killer | null, allowed: new Set<string>(), denied: new Set<string>() };
  const simulator = await startSimulator({ now: () => world.now });
  const fetch = async (url: string): Promise<Response> => {
    world.now += world.took;
    if (!world.connected || world.denied.has(new URL(url).host)) throw new TypeError('Failed to fetch');
    const answer = await ask(simulator, url, { headers: { accept: 'application/json' } });
    if (answer.error !== null) throw new TypeError('Failed to fetch');
    const headers = Object.entries(answer.headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers });
  };
  const kill = (where: 'before-write' | 'after-write'): void => {
    if (world.killer?.at(where) === true) throw new Killed();
  };
  const ports = {
    now: () => world.now,
    online: () => world.online,
    watched: async () => watchedTools(await readTools(db)),
    permitted: async (tool: Tool) => world.allowed.has(originOf(tool.feed)),
    ask: (tool: Tool, known: Parameters<typeof askFeed>[1]) => askFeed(tool.feed, known, { fetch, monotonic: () => world.now, now: () => world.now }),
    controlsAnswer: async () => world.connected,
    readHealth: () => readHealth(db),
    readToolFacts: () => readToolFacts(db),
    updateHealth: async (decide: (facts: HealthFacts) => HealthWrite) => {
      kill('before-write');
      const write = await updateHealth(db, decide);
      kill('after-write');
      return write;
    },
    changed: () => {},
  };
  const api = {
    async choose(choice: Partial<ToolChoice>) {
      const whole = { on: [], own: [], ...choice };
      await writeTools(db, whole);
      for (const tool of watchedTools(whole)) world.allowed.add(originOf(tool.feed));
    },
    async round(options: Partial<CheckToolsOptions> = {}) {
      await checkTools(ports, { jitter: 0.5, ...options });
    },
    async run(duration: number) {
      const end = world.now + duration;
      for (; world.now < end; world.now += 30 * SECOND) {
        // As at every tick, Pika's own monitors are looked after too.
        await updateHealth(db, (facts) => record(facts, { now: world.now, due: [], readings: [], barrier: null, controls: null, slept: false }, 0.5));
        await api.round().catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
      }
    },
    state: async (id: string) => (await readHealth(db)).states.find(({ monitor }) => monitor === `tool:${id}`),
    facts: async (id: string) => (await readToolFacts(db)).find((facts) => facts.id === id),
    checks: (id: string) => readChecks(db, `tool:${id}`, START - DAY, START + 60 * DAY),
    asked: (host: string) => simulator.requests.count({ host }),
  };
  return Object.assign(world, api, { simulator });
}

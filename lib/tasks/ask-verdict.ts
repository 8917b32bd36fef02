import type { Reading } from '../domain/health/fold.ts';
import { settleGeneration } from '../domain/health/generation/fold.ts';
import { type Check, PIKA_MONITORS, type PikaMonitor } from '../domain/health/monitor.ts';
import type { HealthFacts } from '../domain/health/record.ts';
import { settle } from '../domain/health/settle.ts';
import { type Verdict, verdictOf } from '../domain/health/verdict.ts';
import type { PageFacts, ToolFinding, VerdictFacts } from '../domain/health/verdict/facts.ts';
import { SECOND } from '../time.ts';

/** What has not answered by then is not waited for. The store is read twice within the rest of the ten seconds. */
export const LONGEST_ASK = 8 * SECOND;
/** A read of the store that takes longer says nothing in time. */
const LONGEST_READ = SECOND;

export interface AskVerdictPorts {
  /** Wall clock, ms since 1970. */
  now(): number;
  /** What the browser says. */
  online(): boolean;
  /** Whether the extension may ask pika.art. */
  permitted(): Promise<boolean>;
  /**
   * Checks Pika's hosts within the bounds of a person's click, tells each answer as it comes, and records them all when
   * the last one has come, be it after the verdict.
   */
  checkPika(tell: (reading: Reading) => void, controls: () => Promise<boolean>): Promise<void>;
  /** Whether unrelated hosts answer over HTTPS. */
  controlsAnswer(): Promise<boolean>;
  /** Whether anything answers over plain HTTP. */
  plainAnswers(): Promise<boolean>;
  /** Whether public name servers have an address for pika.art. */
  lookUp(): Promise<'found' | 'missing' | null>;
  /** The aggregator's opinion, where its host is allowed. */
  opinion(): Promise<VerdictFacts['opinion']>;
  /** Has the tools asked that the user switched on, as by a click, and resolves when they have answered. */
  askTools(): Promise<void>;
  readHealth(): Promise<HealthFacts>;
  readPage(): Promise<PageFacts>;
  /** Tools that the user switched on, as they were last found. */
  readTools(): Promise<readonly ToolFinding[]>;
  /** Resolves after so many ms; `cancel` lets go of its timer. */
  wait(ms: number): { readonly over: Promise<void>; cancel(): void };
}

/**
 * Asks everything at once and answers within ten seconds, whatever hangs. Never rejects because of what it asks: a
 * question that fails or comes late is one that nobody answered.
 */
export async function askVerdict(ports: AskVerdictPorts): Promise<Verdict> {
  const online = ports.online();
  const live = new Map<PikaMonitor, Check>();
  const asked = online ? await askWorld(ports, live) : NOTHING_ASKED;
  const [health, page, tools] = await within(ports, LONGEST_READ, [ports.readHealth(), ports.readPage(), ports.readTools()]);
  const now = ports.now();
  const states = new Map((health?.states ?? []).map((state) => [state.monitor, settle(state, now)]));
  return verdictOf({
    ...asked,
    now,
    online,
    hosts: PIKA_MONITORS.map((monitor) => ({ monitor, live: live.get(monitor) ?? null, state: states.get(monitor) ?? null })),
    page,
    generation: settleGeneration(health?.generation ?? null, now),
    tools: tools ?? [],
  });
}

type Asked = Pick<VerdictFacts, 'permitted' | 'controls' | 'plain' | 'lookUp' | 'opinion'>;

const NOTHING_ASKED: Asked = { permitted: null, controls: null, plain: null, lookUp: null, opinion: null };

/** @param live gets Pika's answers as they come: those of quick hosts count although a slow one is still out */
async function askWorld(ports: AskVerdictPorts, live: Map<PikaMonitor, Check>): Promise<Asked> {
  const answering = ports.controlsAnswer();
  const tell = ({ check }: Reading): void => {
    const monitor = PIKA_MONITORS.find((id) => id === check.monitor);
    if (monitor !== undefined) live.set(monitor, check);
  };
  const checked = ports.checkPika(tell, () => answering);
  const questions = [ports.permitted(), answering, ports.plainAnswers(), ports.lookUp(), ports.opinion(), checked, ports.askTools()] as const;
  const [permitted, controls, plain, lookUp, opinion] = await within(ports, LONGEST_ASK, questions);
  return { permitted, controls, plain, lookUp, opinion };
}

/** Each promise's value, or null for one that fails or is not done in time. */
async function within<Values extends readonly unknown[]>(
  ports: Pick<AskVerdictPorts, 'wait'>,
  ms: number,
  promises: { readonly [Index in keyof Values]: Promise<Values[Index]> },
): Promise<{ readonly [Index in keyof Values]: Values[Index] | null }> {
  const late = ports.wait(ms);
  const none = late.over.then(() => null);
  const settled = await Promise.all(promises.map((promise) => Promise.race([promise.catch(() => null), none])));
  late.cancel();
  // One value for each promise, in the same order: `map` forgets that.
  return settled as { readonly [Index in keyof Values]: Values[Index] | null };
}

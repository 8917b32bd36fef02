import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reading } from '../../../lib/domain/health/fold.ts';
import { PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { askVerdict, type AskVerdictPorts, LONGEST_ASK } from '../../../lib/tasks/ask-verdict.ts';
import { SECOND } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';
import { check, type HostAnswer, state } from '../../support/verdict-world.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
});

const forever = <Value,>(): Promise<Value> => new Promise(() => {});

/** A value after so many ms of the fake clock. */
function after<Value>(ms: number, value: Value): Promise<Value> {
  const { promise, resolve } = Promise.withResolvers<Value>();
  setTimeout(resolve, ms, value);
  return promise;
}

const refused = <Value,>(): Promise<Value> => Promise.reject(new Error('broken'));

function ports(over: Partial<AskVerdictPorts> = {}): AskVerdictPorts {
  return {
    now: () => Date.now(),
    online: () => true,
    permitted: async () => true,
    checkPika: (tell) => answering(tell, 'up', 200),
    controlsAnswer: () => after(100, true),
    plainAnswers: () => after(100, true),
    lookUp: () => after(100, 'found' as const),
    opinion: async () => 'not-asked',
    readHealth: async () => ({ states: [], watch: null }),
    readPage: async () => ({ notice: null, noticeAt: null, jobSeenAt: NOW, notUnderstoodSince: null }),
    askTools: async () => {},
    readTools: async () => [],
    wait(ms) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      return { over: promise, cancel: () => clearTimeout(timer) };
    },
    ...over,
  };
}

/** All of Pika's hosts answer alike, each half a second after the one before. */
async function answering(tell: (reading: Reading) => void, answer: Exclude<HostAnswer, 'late'>, first: number): Promise<void> {
  await Promise.all(
    PIKA_MONITORS.map(async (monitor, index) => {
      await after(first + index * 500, null);
      tell({ check: check(monitor, answer, Date.now()), retryAfterMs: null });
    }),
  );
}

/** The verdict and how long it took on the fake clock. */
async function asked(over: Partial<AskVerdictPorts> = {}) {
  const answer = askVerdict(ports(over)).then((verdict) => ({ verdict, took: Date.now() - NOW, timers: vi.getTimerCount() }));
  await vi.runAllTimersAsync();
  return answer;
}

describe('asking for a verdict', () => {
  it('is as quick as its slowest answer', async () => {
    const { verdict, took } = await asked();
    expect(verdict).toMatchObject({ verdict: 'you', sentence: 'Pika works from here.' });
    expect(took).toBe(1700);
  });

  it('asks the other tools anew, and reads them when they have answered', async () => {
    const tool = { id: 'runway', name: 'Runway', isSupplier: false, status: 'up', at: NOW } as const;
    let found: typeof tool | null = null;
    const askTools = async (): Promise<void> => {
      found = await after(3000, { ...tool, at: NOW + 3000 });
    };
    const { verdict, took } = await asked({ askTools, readTools: async () => (found === null ? [] : [found]) });
    expect(took).toBe(3000);
    expect(verdict.evidence.filter(({ id }) => id === 'tool:runway').map(({ at }) => at)).toEqual([NOW + 3000]);
  });

  it('lets go of its timers', async () => {
    expect((await asked()).timers).toBe(0);
  });

  it.each(['permitted', 'controlsAnswer', 'plainAnswers', 'lookUp', 'opinion', 'askTools', 'checkPika', 'readHealth', 'readPage', 'readTools'] as const)('answers within ten seconds though %s never does', async (name) => {
    const { took } = await asked({ [name]: forever });
    expect(took).toBeLessThanOrEqual(10 * SECOND);
  });

  it.each(['permitted', 'controlsAnswer', 'plainAnswers', 'lookUp', 'opinion', 'askTools', 'checkPika', 'readHealth', 'readPage', 'readTools'] as const)('answers though %s fails', async (name) => {
    const { verdict } = await asked({ [name]: refused });
    expect(verdict.evidence.length).toBeGreaterThan(10);
  });

  it('with nothing answering at all says that it cannot be told, within ten seconds', async () => {
    const silent = { permitted: forever, controlsAnswer: forever, plainAnswers: forever, lookUp: forever, opinion: forever, askTools: forever, checkPika: forever, readHealth: forever, readPage: forever, readTools: forever };
    const { verdict, took } = await asked(silent);
    expect(verdict.verdict).toBe('unclear');
    expect(verdict.evidence.filter(({ says }) => says === 'bad')).toEqual([]);
    expect(took).toBeLessThanOrEqual(10 * SECOND);
  });

  it('counts the hosts that answered in time, and calls the late one unclear', async () => {
    const { verdict, took } = await asked({ checkPika: (tell) => answering(tell, 'up', LONGEST_ASK - 1200) });
    const says = Object.fromEntries(verdict.evidence.map((one) => [one.id, one.says]));
    expect(says).toMatchObject({ 'pika-web': 'fine', 'pika-api': 'fine', 'pika-cdn': 'fine', 'pika-login': 'unclear' });
    expect(verdict.verdict).toBe('unclear');
    expect(took).toBe(LONGEST_ASK);
  });

  it('blames Pika by what was confirmed before when its hosts only hang', async () => {
    const states = PIKA_MONITORS.map((monitor) => state(monitor, 'down'));
    const { verdict } = await asked({ checkPika: forever, readHealth: async () => ({ states, watch: null }) });
    expect(verdict.verdict).toBe('them');
  });

  it('does not count what was found out too long ago', async () => {
    const states = PIKA_MONITORS.map((monitor) => ({ ...state(monitor, 'down'), lastCheckAt: NOW - 600 * SECOND }));
    const { verdict } = await asked({ checkPika: async () => {}, readHealth: async () => ({ states, watch: null }) });
    expect(verdict.verdict).toBe('unclear');
  });

  it('asks the control hosts once, for itself and for the checks', async () => {
    let count = 0;
    const controls = (): Promise<boolean> => after(100, (count += 1) > 0);
    await asked({ controlsAnswer: controls, checkPika: async (tell, shared) => void (await Promise.all([shared(), answering(tell, 'http', 10)])) });
    expect(count).toBe(1);
  });

  it('offline asks nobody and answers at once', async () => {
    let count = 0;
    const spy = (): Promise<never> => {
      count += 1;
      return forever();
    };
    const { verdict, took } = await asked({ online: () => false, checkPika: spy, controlsAnswer: spy, plainAnswers: spy, lookUp: spy, opinion: spy });
    expect(verdict).toMatchObject({ verdict: 'you', sentence: 'Your computer is offline.' });
    expect(count).toBe(0);
    expect(took).toBe(0);
  });
});

import type { Log } from '../log.ts';
import { SECOND } from '../time.ts';
import { browser } from './api.ts';

/** The one alarm. Chrome's least period is 30 s. */
export const TICK = 'tick';
const PERIOD_MINUTES = 0.5;

/**
 * Makes sure that the tick is there. An alarm that fits is left alone, because creating it anew would restart its
 * countdown, and a worker that wakes often would never tick. Alarms of unknown names, left by other versions, go.
 * Never rejects: whatever else woke the worker has work to do, and the next wake tries again.
 */
export async function ensureTick(now: number, log: Log): Promise<void> {
  try {
    await mendAlarms(now);
  } catch (error) {
    log('alarm.failed', { error: String(error) });
  }
}

async function mendAlarms(now: number): Promise<void> {
  const alarms = await browser.alarms.getAll();
  await Promise.all(alarms.filter(({ name }) => name !== TICK).map(({ name }) => browser.alarms.clear(name)));
  const tick = alarms.find(({ name }) => name === TICK);
  const fits = tick?.periodInMinutes === PERIOD_MINUTES && tick.scheduledTime <= now + 2 * PERIOD_MINUTES * 60 * SECOND;
  if (!fits) await browser.alarms.create(TICK, { periodInMinutes: PERIOD_MINUTES });
}

/** Calls back at each tick. Attach in the worker's first turn. */
export function onTick(handle: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === TICK) handle();
    else void browser.alarms.clear(alarm.name);
  });
}

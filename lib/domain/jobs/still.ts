import { MINUTE } from '../../time.ts';
import type { Job } from './job.ts';

/** Default of what counts as no movement. */
export const STILL_AFTER = 20 * MINUTE;
/** At 99 % the work is done and what is left takes seconds: Pika's known stall, called sooner. */
const LAST_STEP = 99;
const LAST_STEP_AFTER = 10 * MINUTE;

/** How long (ms) a job may stand still before it is called stuck. */
export function stillAfter(job: Job): number {
  return job.state === 'running' && (job.progress ?? 0) >= LAST_STEP ? LAST_STEP_AFTER : STILL_AFTER;
}

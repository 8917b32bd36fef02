import { isCancelled } from './cancel.ts';
import { NO_ATTEMPT } from './retry.ts';
import { isOutOfReach } from './on-disk.ts';
import type { Save } from './save.ts';

/**
 * The row when the user asks for another try: due now, with all its tries given back. Null where there is nothing to
 * try: it is saved where the browser can show it, or on its way.
 */
export function wantAgain(save: Save, now: number): Save | null {
  switch (save.state) {
    case 'wanted':
      if (save.nextAttemptAt <= now) return null;
      return { ...save, problem: isCancelled(save) ? null : save.problem, nextAttemptAt: now, updatedAt: now };
    case 'failed':
      // The file may be whole and only unproven: then it is looked at again, not fetched again.
      if (save.problem?.kind === 'unproven') return { ...save, state: 'verifying', looks: 0, nextAttemptAt: now, updatedAt: now };
      return { ...save, ...NO_ATTEMPT, state: 'wanted', attempts: 0, nextAttemptAt: now, updatedAt: now };
    case 'lost':
    case 'skipped':
      return { ...save, ...NO_ATTEMPT, state: 'wanted', attempts: 0, nextAttemptAt: now, updatedAt: now };
    case 'downloading':
    case 'verifying':
      return null;
    case 'saved':
      return isOutOfReach(save) ? { ...save, ...NO_ATTEMPT, state: 'wanted', attempts: 0, proof: null, problem: null, nextAttemptAt: now, updatedAt: now } : null;
  }
}

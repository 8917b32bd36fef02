import { isCancelled } from './cancel.ts';
import { NO_ATTEMPT } from './retry.ts';
import { isOutOfReach } from './on-disk.ts';
import { isPointedAt } from './pointed.ts';
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

/** The row when the user asks for this very clip: it goes first, whatever the settings leave out. Null where there is nothing to do. */
export function askFor(save: Save, now: number): Save | null {
  const { skip: _skip, bulk: _bulk, ...row } = save;
  const again = wantAgain(row, now);
  if (again !== null) return { ...again, asked: true };
  // Due already, but it may be held: the last due are looked at first.
  return save.state === 'wanted' && !isPointedAt(save) ? { ...row, asked: true, nextAttemptAt: now, updatedAt: now } : null;
}

/** The row when the user does not want this clip. Null where it is on disk or on its way there: that is not undone by a word. */
export function leaveAlone(save: Save, now: number): Save | null {
  if (save.state !== 'wanted' && save.state !== 'failed' && save.state !== 'lost') return null;
  const { asked: _asked, bulk: _bulk, ...row } = save;
  return { ...row, ...NO_ATTEMPT, state: 'skipped', problem: null, updatedAt: now };
}

/** The row when the user misses the file of a saved clip: as if it had never been saved. Null for any other. */
export function saveOnceMore(save: Save, now: number): Save | null {
  if (save.state !== 'saved') return null;
  const { measured: _measured, bulk: _bulk, ...row } = save;
  return { ...row, ...NO_ATTEMPT, state: 'wanted', asked: true, attempts: 0, nextAttemptAt: now, problem: null, proof: null, savedAt: null, updatedAt: now };
}

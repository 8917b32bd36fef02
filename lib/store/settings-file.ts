/** Settings and tokens as a whole, for the file that the user takes to another browser. */
import { afterChange } from '../domain/clip-settings.ts';
import type { ApiSourceId } from '../domain/jobs/job.ts';
import { parseToken } from '../domain/jobs/job-source.ts';
import { API_SOURCES } from '../domain/jobs/source-settings.ts';
import { FRESH, parseSourceStates, resume } from '../domain/jobs/source-state.ts';
import { parseWindows, windowsFrom } from '../domain/health/maintenance.ts';
import { parsePolicy } from '../domain/policy.ts';
import type { SettingsFile, Tokens } from '../domain/settings-file.ts';
import { parseSettings } from '../domain/settings.ts';
import type { Store } from './db.ts';
import { WINDOWS } from './pauses.ts';
import { POLICY } from './policy.ts';
import { SOURCE_STATES } from './source-states.ts';
import { whole } from './whole.ts';

/** All tokens. Only for a file, where the user has ticked that it shall hold them. */
export async function readTokens(db: Store): Promise<Tokens> {
  const rows = await Promise.all(API_SOURCES.map(async (id) => [id, parseToken((await db.get('secrets', id))?.token)] as const));
  return Object.fromEntries(rows.filter(([, token]) => token !== null));
}

/**
 * Takes a file's settings, maintenance windows and tokens in, all or nothing; the choice of tools is left to the worker, which gives back the hosts of
 * those that go. What an administrator has set stays. A token belongs to the host that gave it: where an address changes, the old one is forgotten.
 * A new token ends its source's pause.
 * @returns sources whose token was forgotten
 */
export async function takeSettings(db: Store, { settings, windows, tokens }: Omit<SettingsFile, 'bad'>, now: number): Promise<readonly ApiSourceId[]> {
  const tx = db.transaction(['meta', 'secrets'], 'readwrite', { durability: 'strict' });
  return whole(tx, async () => {
    const before = parseSettings((await tx.objectStore('meta').get('settings'))?.value);
    const policy = parsePolicy((await tx.objectStore('meta').get(POLICY))?.value);
    await tx.objectStore('meta').put({ key: 'settings', value: { ...settings, ...afterChange(settings, policy), tools: before.tools } });
    if (windows !== null) {
      const known = parseWindows((await tx.objectStore('meta').get(WINDOWS))?.value) ?? [];
      await tx.objectStore('meta').put({ key: WINDOWS, value: windowsFrom(windows, known, now) });
    }
    const secrets = tx.objectStore('secrets');
    const forgotten: ApiSourceId[] = [];
    for (const id of API_SOURCES) {
      const token = tokens[id];
      if (token !== undefined) await secrets.put({ source: id, token });
      else if (settings.sources[id].base !== before.sources[id].base && (await secrets.get(id)) !== undefined) {
        await secrets.delete(id);
        forgotten.push(id);
      }
    }
    const states = parseSourceStates((await tx.objectStore('meta').get(SOURCE_STATES))?.value);
    const resumed = API_SOURCES.filter((id) => tokens[id] !== undefined).map((id) => [id, resume(states[id] ?? FRESH, now)]);
    if (resumed.length > 0) await tx.objectStore('meta').put({ key: SOURCE_STATES, value: { ...states, ...Object.fromEntries(resumed) } });
    return forgotten;
  });
}

import type { HealthFacts, HealthWrite } from '../../lib/domain/health/record.ts';
import { readJitter } from '../../lib/store/settings.ts';
import { notePage } from '../../lib/tasks/note-page.ts';
import type { Core } from './core.ts';

/** The page was answered with jobs: that spares a request, see `notePage`. */
export async function noteHealthOfPage(core: Core): Promise<void> {
  const db = await core.openStore();
  const ports = {
    now: () => Date.now(),
    readHealth: () => core.readHealth(db),
    updateHealth: (decide: (facts: HealthFacts) => HealthWrite) => core.updateHealth(db, decide),
    changed: () => core.announce('health'),
  };
  await notePage(ports, await readJitter(db, Math.random));
}

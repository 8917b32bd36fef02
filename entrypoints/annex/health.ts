import type { HealthFacts, HealthWrite } from '../../lib/domain/health/record.ts';
import { type StoredNotice, writePageNotice } from '../../lib/store/page-notice.ts';
import { writeReader } from '../../lib/store/reader.ts';
import { readJitter } from '../../lib/store/settings.ts';
import { notePage } from '../../lib/tasks/note-page.ts';
import type { Core } from './core.ts';

/** The page shows something in place of the user's jobs. */
export async function noticeOfPage(core: Core, notice: StoredNotice['notice']): Promise<void> {
  await writePageNotice(await core.openStore(), notice, Date.now());
  core.announce('health');
}

/** What our reader did not understand of an answer; null once it understood one. */
export async function noteReader(core: Core, shapes: readonly string[] | null): Promise<void> {
  if (await writeReader(await core.openStore(), shapes, Date.now())) core.announce('health');
}

/**
 * The page shows jobs, so that nothing stands in their place, and our reader understands it.
 * @param isNew false for what was deferred and is told again later: it is old, and says nothing of the site's health
 */
export async function pageShowsJobs(core: Core, isNew: boolean): Promise<void> {
  await writePageNotice(await core.openStore(), null, Date.now());
  await noteReader(core, null);
  if (isNew) await noteHealthOfPage(core);
}

/** The page was answered with jobs: that spares a request, see `notePage`. */
async function noteHealthOfPage(core: Core): Promise<void> {
  const db = await core.openStore();
  const ports = {
    now: () => Date.now(),
    readHealth: () => core.readHealth(db),
    updateHealth: (decide: (facts: HealthFacts) => HealthWrite) => core.updateHealth(db, decide),
    changed: () => core.announce('health'),
  };
  await notePage(ports, await readJitter(db, Math.random));
}

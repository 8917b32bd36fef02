import { type ClipSettings, parseClipSettings } from '../domain/clip-settings.ts';
import { completeJob, type Job } from '../domain/jobs/job.ts';
import type { Store } from './db.ts';

/**
 * Makes a clip's name of what is known of it, and looks who else asks for it, in one transaction.
 * @param make pure, as it is called inside the transaction; `job` is null for one that is not known
 */
export async function makeName(
  db: Store,
  clip: { readonly id: string; readonly job: string },
  make: (settings: ClipSettings, job: Job | null) => string,
): Promise<{ readonly name: string; readonly isTaken: boolean }> {
  const tx = db.transaction(['meta', 'jobs', 'saves']);
  const [settings, job] = await Promise.all([tx.objectStore('meta').get('settings'), tx.objectStore('jobs').get(clip.job)]);
  const name = make(parseClipSettings(settings?.value), job ? completeJob(job) : null);
  // One file name must not serve two clips.
  const asking = await tx.objectStore('saves').index('byName').getAllKeys(name);
  return { name, isTaken: asking.some((id) => id !== clip.id) };
}

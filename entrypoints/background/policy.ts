import { readManaged } from '../../lib/browser/policy.ts';
import { openStore } from '../../lib/store/db.ts';
import { isKnownPolicy } from '../../lib/store/policy.ts';
import { openAnnex } from './annex.ts';
import { log } from './world.ts';

/** What an administrator has set is put to use before anything is saved; without it saving goes on as the user chose. */
export async function followPolicy(): Promise<void> {
  try {
    const policy = await readManaged();
    if (!(await isKnownPolicy(await openStore(), policy))) await (await openAnnex()).takePolicy(policy);
  } catch (error) {
    log('policy.error', { error: String(error) });
  }
}

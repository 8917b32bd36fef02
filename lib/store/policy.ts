/** What an administrator has set, kept beside the settings so that every change of them is held to it. */
import { afterChange, parseClipSettings, type SavingChange } from '../domain/clip-settings.ts';
import { parsePolicy } from '../domain/policy.ts';
import type { Store } from './db.ts';
import { readMeta } from './meta.ts';

export const POLICY = 'policy';

/** Whether this is what was taken in last; without a look at what it means. */
export async function isKnownPolicy(db: Store, policy: object): Promise<boolean> {
  return JSON.stringify((await readMeta(db, POLICY)) ?? {}) === JSON.stringify(policy);
}

export async function readPolicy(db: Store): Promise<SavingChange> {
  return parsePolicy(await readMeta(db, POLICY));
}

/** Puts it to use. What it no longer sets stays as it was, and is the user's again. */
export async function takePolicy(db: Store, policy: object): Promise<void> {
  const tx = db.transaction('meta', 'readwrite');
  const raw: unknown = (await tx.store.get('settings'))?.value;
  const settings = afterChange(parseClipSettings(raw), parsePolicy(policy));
  await tx.store.put({ key: POLICY, value: policy });
  await tx.store.put({ key: 'settings', value: { ...(typeof raw === 'object' ? raw : {}), ...settings } });
  await tx.done;
}

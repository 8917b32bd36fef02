/** What an administrator has set for all browsers of an organisation; `public/policy.json` tells browsers its form. */
import { afterChange, DEFAULT_CLIP_SETTINGS, type SavingChange } from './clip-settings.ts';
import { parseTemplate } from './clips/template.ts';

/** A pause is nobody's but the user's. */
export const POLICY_FIELDS = ['folder', 'assumedHours', 'template', 'mode', 'sourcesOff', 'dailyCount', 'dailyBytes', 'sidecar', 'promptFile'] as const;
export type PolicyField = (typeof POLICY_FIELDS)[number];

/** The fields that are set, and fit; the user cannot change these. A field that does not fit stays the user's. */
export function parsePolicy(raw: unknown): SavingChange {
  const fields: Readonly<Record<string, unknown>> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const taken = POLICY_FIELDS.filter((field) => fields[field] !== undefined && fits(field, fields[field]));
  // Each value is one that its own field's parser has taken as it is.
  return Object.fromEntries(taken.map((field) => [field, fields[field]])) as SavingChange;
}

function fits(field: PolicyField, value: unknown): boolean {
  if (field === 'template' && !(typeof value === 'string' && parseTemplate(value).ok)) return false;
  const { saving, folder, assumedHours } = afterChange(DEFAULT_CLIP_SETTINGS, { [field]: value });
  return JSON.stringify({ ...saving, folder, assumedHours }[field]) === JSON.stringify(value);
}

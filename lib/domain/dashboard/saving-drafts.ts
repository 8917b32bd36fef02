/** What a person typed about saving, and what it makes: a value that can be kept, or a sentence on what to put right. */
import { folderPath } from '../clips/legal.ts';
import { MOST_BYTES, MOST_FILES } from '../clips/saving-settings.ts';
import { previewTemplate, sampleClip } from '../clips/template-preview.ts';
import { LONGEST_HOURS, MAX_FOLDER_TEXT } from '../clip-settings.ts';
import { fail, ok, type Result } from '../../result.ts';

const GIGABYTE = 1e9;

/** @returns the template as it is stored: without blanks around it */
export function readTemplate(text: string): Result<string> {
  const preview = previewTemplate(text, sampleClip(0));
  return preview.ok ? ok(text.trim()) : fail('template', preview.problems.join(' '));
}

/** @returns the folder as files will really use it */
export function readFolder(text: string): Result<string> {
  const folder = text.trim();
  if (folder === '') return fail('empty', 'Give the folder a name.');
  if (folder.length > MAX_FOLDER_TEXT) return fail('long', `Use at most ${MAX_FOLDER_TEXT} characters.`);
  if (/^([/\\~]|[a-z]:)/i.test(folder) || folder.split(/[/\\]/).some((part) => /^\s*\.+\s*$/.test(part))) {
    return fail('outside', 'The folder stands inside your download folder: no drive, no slash at the start, no “..”.');
  }
  return ok(folderPath(folder));
}

/** Empty is no limit. */
export function readDailyCount(text: string): Result<number | null> {
  const digits = text.replace(/[\s,.’']/gu, '');
  if (digits === '') return ok(null);
  const count = /^\d+$/.test(digits) ? Number(digits) : 0;
  return count >= 1 && count <= MOST_FILES ? ok(count) : fail('count', `Enter a number from 1 to ${MOST_FILES.toLocaleString('en')}, or leave it empty for no limit.`);
}

/** In GB; empty is no limit. */
export function readDailySize(text: string): Result<number | null> {
  const number = text.trim().replace(',', '.');
  if (number === '') return ok(null);
  const bytes = /^\d+(\.\d+)?$/.test(number) ? Math.round(Number(number) * GIGABYTE) : 0;
  return bytes >= 1 && bytes <= MOST_BYTES ? ok(bytes) : fail('size', `Enter gigabytes, such as 5 or 0.5, at most ${(MOST_BYTES / GIGABYTE).toLocaleString('en')}, or leave it empty for no limit.`);
}

export function dailySizeText(bytes: number | null): string {
  return bytes === null ? '' : String(bytes / GIGABYTE);
}

export function readHours(text: string): Result<number> {
  const hours = /^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : 0;
  return hours >= 1 && hours <= LONGEST_HOURS ? ok(hours) : fail('hours', `Enter hours from 1 to ${LONGEST_HOURS.toLocaleString('en')}, which is a year.`);
}

/** Which sources are asked, and at which address. Tokens stand elsewhere. */
import { fail, ok, type Result } from '../../result.ts';
import { publicAddress } from '../health/tools.ts';
import { SOURCES, type ApiSourceId } from './job.ts';

export const API_SOURCES: readonly ApiSourceId[] = SOURCES.filter((id): id is ApiSourceId => id !== 'pika-page');

export interface SourceChoice {
  readonly on: boolean;
  /** In the form of `parseBase`; null for the source's own address, which may change with a new version. */
  readonly base: string | null;
}

export type SourceSettings = Readonly<Record<ApiSourceId, SourceChoice>>;

const OFF: SourceChoice = { on: false, base: null };

/** All off until switched on: each needs a token and permission for its host. */
export const NO_SOURCES: SourceSettings = forEach(() => OFF);

/** Whatever is stored or sent becomes settings: a part that does not fit gets its default, and the others stay. */
export function parseSourceSettings(raw: unknown): SourceSettings {
  return forEach((id) => choiceIn(raw, id));
}

function forEach(choose: (id: ApiSourceId) => SourceChoice): SourceSettings {
  // Every id stands in the list, so the record is whole.
  return Object.fromEntries(API_SOURCES.map((id) => [id, choose(id)])) as SourceSettings;
}

/** Own properties alone: a stored object has no say in what its prototype would answer. */
function choiceIn(raw: unknown, id: ApiSourceId): SourceChoice {
  const choice = ownOf(raw, id);
  const base = ownOf(choice, 'base');
  const read = typeof base === 'string' ? parseBase(base) : null;
  // With an address that may not be asked, the source stays off rather than ask another one than the user meant.
  if (read?.ok === false) return OFF;
  return { on: ownOf(choice, 'on') === true, base: read === null ? null : read.value };
}

function ownOf(raw: unknown, key: string): unknown {
  return typeof raw === 'object' && raw !== null ? Object.getOwnPropertyDescriptor(raw, key)?.value : undefined;
}

/** The URL class lets signs into a name that no registered one has. */
const PLAIN_HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/;

export type BaseRefusal = 'not-an-address' | 'not-https' | 'holds-sign-in' | 'not-public';

/**
 * The address of a source as the user typed it, in the form in which it is asked: https, a public host by name, no port,
 * query or slash at the end. The token goes there, so nothing else is taken.
 */
export function parseBase(raw: string): Result<string, BaseRefusal> {
  const text = raw.trim();
  if (text.length > 500 || !URL.canParse(text)) return fail('not-an-address', 'Enter a whole address that begins with https://');
  const url = new URL(text);
  if (url.protocol !== 'https:') return fail('not-https', 'Only addresses that begin with https:// are asked: the token would travel in the open.');
  if (url.username !== '' || url.password !== '') return fail('holds-sign-in', 'Leave name and password out of the address; the token has a field of its own.');
  const address = PLAIN_HOST.test(url.hostname) ? publicAddress(text) : null;
  if (address === null) return fail('not-public', 'Only public hosts by name and without a port are asked, none in a home or office network.');
  return ok(address.replace(/\/+$/, ''));
}

/** The address that a source is asked at. */
export function baseOf(source: { readonly id: ApiSourceId; readonly base: string }, settings: SourceSettings): string {
  return settings[source.id].base ?? source.base;
}

/** What a pasted text may be: an id, or an address that holds one. */
import { MAX_PASTED_ITEM } from '../../domain/jobs/job-source.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A UUID in lower case; null for anything else. */
export function uuidOf(pasted: string): string | null {
  return UUID.test(pasted) ? pasted.toLowerCase() : null;
}

/** An opaque id as sources without a rule for theirs give them: no word of a sentence, so a digit has to be in it. */
export function isJobId(pasted: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.:@-]{5,127}$/.test(pasted) && /\d/.test(pasted) && !/^\d{1,4}-\d{1,2}-\d{1,4}/.test(pasted) && !/^https?:/i.test(pasted);
}

/** The pasted address when it lies on the host of one of `bases`; null for anything else. */
export function addressWithId(pasted: string, bases: readonly string[]): URL | null {
  if (pasted.length > MAX_PASTED_ITEM || !/^https:\/\//i.test(pasted) || !URL.canParse(pasted)) return null;
  const url = new URL(pasted);
  return bases.some((base) => URL.canParse(base) && new URL(base).host === url.host) ? url : null;
}

/** An address's path below that of the base on its host, in decoded segments; empty where one is no UTF-8. */
export function pathBelow(url: URL, bases: readonly string[]): readonly string[] {
  const paths = bases.filter((base) => URL.canParse(base) && new URL(base).host === url.host).map((base) => new URL(base).pathname);
  const path = paths.find((one) => one !== '/' && url.pathname.startsWith(`${one}/`)) ?? '';
  try {
    return url.pathname.slice(path.length).split('/').filter((part) => part !== '').map((part) => decodeURIComponent(part));
  } catch {
    return [];
  }
}

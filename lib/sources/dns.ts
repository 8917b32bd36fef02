/** Answers of public name servers in their JSON form (`application/dns-json`, as Cloudflare and Google give it). */
import { isFields, own } from './fields.ts';
import { readJson } from './nesting.ts';

/** Characters of an answer that are read; real ones have a few hundred. */
const MAX_TEXT = 20_000;
/** Record types that hold an address: A and AAAA (RFC 1035 §3.2.2, RFC 3596). */
const ADDRESSES: readonly unknown[] = [1, 28];
/** RCODEs by which a name server says that there is nothing to be had: SERVFAIL and NXDOMAIN (RFC 1035 §4.1.1). */
const NOTHING: readonly unknown[] = [2, 3];

/** Whether the name has an address; null for an answer that says neither. Never throws. */
export function readNameAnswer(text: string): 'found' | 'missing' | null {
  if (text.length > MAX_TEXT) return null;
  const json = readJson(text);
  if (json.kind !== 'value' || !isFields(json.value)) return null;
  const status = own(json.value, 'Status');
  if (NOTHING.includes(status)) return 'missing';
  if (status !== 0) return null;
  const answers = own(json.value, 'Answer');
  if (answers === undefined) return 'missing';
  if (!Array.isArray(answers)) return null;
  const rows: readonly unknown[] = answers.slice(0, 100);
  return rows.some((row) => isFields(row) && ADDRESSES.includes(own(row, 'type'))) ? 'found' : 'missing';
}

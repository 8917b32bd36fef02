import { PARCEL_LIMITS } from '../../lib/messages/protocol.ts';
import { couldPushJobs } from '../../lib/sources/pika/shape.ts';

/**
 * The inline scripts that carry the first page's rows: all of them in order, as rows are split anywhere between them; none when
 * no job can be in them. What is over the bounds of a message is left out at the end. Scripts that load a file are skipped before their text is asked for.
 */
export function firstPageScripts(scripts: Iterable<HTMLScriptElement>): string[] {
  const texts = Array.from(scripts, (script) => (script.hasAttribute('src') ? '' : script.text)).filter((text) => text.includes('__next_f'));
  let room = PARCEL_LIMITS.characters;
  const first = texts.slice(0, PARCEL_LIMITS.scripts);
  const past = first.findIndex((text) => (room -= text.length) < 0);
  const fitting = past < 0 ? first : first.slice(0, past);
  return fitting.some(couldPushJobs) ? fitting : [];
}

import { couldPushJobs } from '../../lib/sources/pika/shape.ts';

/**
 * The inline scripts that carry the first page's rows: all of them in order, as rows are split anywhere between them; none when
 * no job can be in them. Scripts that load a file are skipped before their text is asked for.
 */
export function firstPageScripts(scripts: Iterable<HTMLScriptElement>): string[] {
  const texts = Array.from(scripts, (script) => (script.hasAttribute('src') ? '' : script.text)).filter((text) => text.includes('__next_f'));
  return texts.some(couldPushJobs) ? texts : [];
}

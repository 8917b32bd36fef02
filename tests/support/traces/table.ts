import { SECOND } from '../../../lib/time.ts';
import type { Score } from './score.ts';

const HEAD = ['Thirty days of', 'Outages', 'Found', 'False', 'Precision', 'Recall', 'Start off by', 'End off by', 'Failed checks'];

/** Scores as a Markdown table. */
export function scoreTable(scores: readonly Score[]): string {
  const lines = scores.map(({ name, injected, found, falseDowns, startOff, endOff, failedChecks }) => {
    const off = (ms: number): string => (found === 0 ? '' : `≤ ${Math.ceil(ms / SECOND)} s`);
    return [name, `${injected}`, `${found}`, `${falseDowns}`, share(found, found + falseDowns), share(found, injected), off(startOff), off(endOff), `${failedChecks}`];
  });
  return [HEAD, HEAD.map((_, i) => (i === 0 ? '---' : '--:')), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `text` with what stands between the two marks of `name` replaced. */
export function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There is no ${start} … ${end}.`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

/** Floored: one miss in a thousand is not 100 %. */
function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${Math.floor((part / whole) * 1000) / 10} %`;
}

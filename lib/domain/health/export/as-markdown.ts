import type { Report } from './report.ts';

/** Reports as Markdown, for GitHub, Notion or Slack. All words are escaped: what a model is called must not become a link. */
export function asMarkdown(head: string, reports: readonly Report[]): string {
  return `${[`# ${escaped(head)}`, ...reports.map(one)].join('\n\n')}\n`;
}

function one({ title, facts, head, rows, note }: Report): string {
  const list = facts.map(([name, value]) => `- **${escaped(name)}:** ${escaped(value)}`);
  const table = [line(head), `|${head.map(() => ' --- ').join('|')}|`, ...rows.map(line)];
  return [`## ${escaped(title)}`, list.join('\n'), table.join('\n'), escaped(note)].join('\n\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(' | ')} |`;
}

/** Every ASCII sign that Markdown or HTML could read is written as itself; words of one line only. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~!&@$^=]/g, (sign) => `\\${sign}`).replace(/^([-+]|\d+[.)])/, '\\$1');
}

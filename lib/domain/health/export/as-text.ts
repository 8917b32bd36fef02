import type { Report } from './report.ts';

/** Reports as plain text for a mail or a ticket. `head` is the first line. */
export function asText(head: string, reports: readonly Report[]): string {
  return `${[head, ...reports.map(one)].join('\n\n')}\n`;
}

function one({ title, facts, head, rows, note }: Report): string {
  const label = Math.max(...facts.map(([name]) => name.length)) + 2;
  const lines = [title, '-'.repeat(title.length), ...facts.map(([name, value]) => `${`${name}:`.padEnd(label)}${value}`)];
  return [...lines, '', ...aligned([head, ...rows]), note].join('\n');
}

/** Columns as wide as they need, two spaces apart. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

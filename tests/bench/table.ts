/** One line of the answer. */
export interface Row {
  readonly what: string;
  readonly budget: string;
  readonly measured: string;
  readonly comparedWith: string;
  /** Null where there is no budget to meet: the line explains another. */
  readonly met: boolean | null;
}

const HEAD = ['What', 'Budget', 'Measured', 'Compared with', 'Verdict'];

/** A Markdown table, its columns as wide as they need. */
export function table(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(({ what, budget, measured, comparedWith, met }) => [what, budget, measured, comparedWith, verdict(met)])];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const line = (texts: readonly string[]): string => `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const [head = HEAD, ...body] = cells;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function verdict(met: boolean | null): string {
  return met === null ? '' : met ? 'met' : 'MISSED';
}

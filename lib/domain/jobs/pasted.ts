/** Job ids as people paste them: one, many, a table, or addresses that hold one. Good ones are taken, bad ones named. */
import type { ApiSourceId } from './job.ts';
import { type JobSource, MAX_PASTED_ITEM } from './job-source.ts';
import { rowsOf, separatorOf, type Cell, type Row } from './pasted-table.ts';

/** Characters of a pasted text that are read; of a longer one the last whole line within them is the last. */
export const MAX_PASTED = 2_000_000;
/** Jobs that one paste may add. */
export const MAX_PASTED_JOBS = 10_000;
/** Bad items that are named one by one. */
export const MAX_NAMED_BAD = 1000;
/** With so many bad items, somebody has pasted something else: the rest is not looked at. */
export const MAX_BAD = 20_000;
/** Cells of a row in a table without headings. */
const MAX_WIDTH = 200;

/** A source, as far as pasting is concerned. */
export interface PasteSource {
  readonly source: Pick<JobSource, 'id' | 'name' | 'recognise'>;
  readonly base: string;
  readonly on: boolean;
}

export interface PastedJob {
  readonly source: ApiSourceId;
  readonly jobId: string;
  /** Line of the text, from 1. */
  readonly line: number;
}

export interface BadItem {
  readonly line: number;
  /** Its first 80 characters on one line. */
  readonly text: string;
  /** One sentence. */
  readonly reason: string;
}

export interface Pasted {
  /** In the order of the text, each job once. */
  readonly jobs: readonly PastedJob[];
  readonly bad: readonly BadItem[];
  /** Bad items in all, also those not named. */
  readonly badCount: number;
  /** How often a job stood there again. */
  readonly repeated: number;
  /** The text was longer, or held more jobs or bad items, than is read at once. */
  readonly cut: boolean;
}

/**
 * @param chosen the source that the user picked; it decides where an id could belong to several. An address decides for itself
 */
export function readPasted(text: string, sources: readonly PasteSource[], chosen: ApiSourceId | null): Pasted {
  const whole = text.length <= MAX_PASTED ? text : text.slice(0, text.lastIndexOf('\n', MAX_PASTED) + 1 || MAX_PASTED);
  const rows = rowsOf(whole, separatorOf(whole.replace(/^\uFEFF/, '')));
  const found = new Collector(sources, chosen);
  const table = tableOf(rows, found);
  for (const row of table === null ? rows : rows.slice(table.skip)) {
    if (found.full) break;
    if (table === null) takeList(row, found);
    else takeTableRow(row, table, found);
  }
  return { ...found.result(), cut: found.full || whole.length < text.length };
}

interface Table {
  /** Rows of headings. */
  readonly skip: number;
  /** Which cell holds the id, and which names the source; -1 for none. */
  readonly id: number;
  readonly source: number;
}

/** What a spreadsheet would run. It is text here, and never an id. */
const FORMULA = /^[=+@]/;
const IS_FORMULA = 'This is a formula, not a job ID.';

/** What may be an id or an address: anything between separators and brackets. */
const PART = /[^\s,;|"<>()[\]{}]+/g;

const ID_NAMES: readonly string[] = ['jobid', 'requestid', 'videoid', 'id', 'joburl', 'url'];

/** A table has a heading over its ids; without one, a column that holds ids where the others do not. */
function tableOf(rows: readonly Row[], found: Collector): Table | null {
  const names = rows[0]?.cells.map((cell) => cell.text.toLowerCase().replace(/[\s_-]/g, '')) ?? [];
  const named = ID_NAMES.map((name) => names.indexOf(name)).find((at) => at !== -1);
  if (named !== undefined) return { skip: 1, id: named, source: names.indexOf('source') };
  const width = rows[0]?.cells.length ?? 0;
  if (rows.length < 2 || width < 2 || width > MAX_WIDTH || rows.some((row) => row.cells.length !== width)) return null;
  const sample = rows.slice(0, 50);
  const shares = Array.from({ length: width }, (_none, at) => sample.filter((row) => found.fits(itemOf(row.cells[at]))).length / sample.length);
  const [only, ...others] = shares.flatMap((share, at) => (share >= 0.5 ? [at] : []));
  return only === undefined || others.length > 0 ? null : { skip: 0, id: only, source: -1 };
}

function takeTableRow(row: Row, table: Table, found: Collector): void {
  const item = itemOf(row.cells[table.id]);
  if (item === '') found.refuse(row.line, '', 'There is no ID in this row.');
  else found.take(row.line, item, itemOf(row.cells[table.source]));
}

/** In a list, anything that is no part of an id stands between two. */
function takeList(row: Row, found: Collector): void {
  // Separators inside a formula have cut it to pieces: it is named whole, and nothing in it is taken for an id.
  const formula = row.cells.findIndex((cell) => FORMULA.test(cell.text));
  const cells = formula === -1 ? row.cells : row.cells.slice(0, formula);
  for (const cell of cells) {
    for (const [part] of cell.text.matchAll(PART)) {
      const item = bare(part);
      if (item !== '') found.take(row.line, item, '');
      if (found.full) return;
    }
  }
  if (formula !== -1) found.refuse(row.line, row.cells.slice(formula).map((cell) => cell.text).join(','), IS_FORMULA);
}

function itemOf(cell: Cell | undefined): string {
  return cell === undefined ? '' : bare(cell.text);
}

/** Without the marks that people and spreadsheets put around an id; the first quote is what keeps a formula from running. */
function bare(text: string): string {
  return text.replace(/^['"`“”‘’<([]+|['"`“”‘’>)\].,;:!]+$/g, '').trim();
}

/** What has been found so far. */
class Collector {
  readonly #sources: readonly PasteSource[];
  readonly #chosen: ApiSourceId | null;
  readonly #jobs = new Map<string, PastedJob>();
  readonly #bad: BadItem[] = [];
  #badCount = 0;
  #repeated = 0;
  full = false;

  constructor(sources: readonly PasteSource[], chosen: ApiSourceId | null) {
    this.#sources = sources;
    this.#chosen = chosen;
  }

  fits(item: string): boolean {
    return item.length <= MAX_PASTED_ITEM && this.#sources.some(({ source, base }) => source.recognise(item, base).kind === 'job');
  }

  /** @param sourceName what a table says of the source; empty where it says nothing */
  take(line: number, item: string, sourceName: string): void {
    if (this.full) return;
    const judged = this.#judge(item, sourceName);
    if (typeof judged === 'string') return this.refuse(line, item, judged);
    const key = `${judged.source}:${judged.jobId}`;
    if (this.#jobs.has(key)) this.#repeated += 1;
    else if (this.#jobs.size >= MAX_PASTED_JOBS) this.full = true;
    else this.#jobs.set(key, { ...judged, line });
  }

  refuse(line: number, text: string, reason: string): void {
    if (this.#badCount >= MAX_BAD) this.full = true;
    else this.#badCount += 1;
    if (this.full || this.#bad.length >= MAX_NAMED_BAD) return;
    this.#bad.push({ line, text: text.slice(0, 80).toWellFormed().replace(/[\s\p{Cc}]+/gu, ' '), reason });
  }

  result(): Omit<Pasted, 'cut'> {
    return { jobs: [...this.#jobs.values()], bad: this.#bad, badCount: this.#badCount, repeated: this.#repeated };
  }

  /** The job that an item stands for, or why it stands for none. */
  #judge(item: string, sourceName: string): Omit<PastedJob, 'line'> | string {
    if (item.length > MAX_PASTED_ITEM) return 'This is too long for a job ID.';
    if (FORMULA.test(item)) return IS_FORMULA;
    const all = this.#sources.map((one) => ({ one, is: one.source.recognise(item, one.base) }));
    const wanted = this.#wanted(sourceName);
    const certain = all.find(({ is }) => is.kind === 'job' && is.certain);
    const fitting = certain === undefined ? all.filter(({ one, is }) => is.kind === 'job' && (wanted === null ? one.on : one.source.id === wanted)) : [certain];
    const [match, ...others] = fitting;
    if (match === undefined) return this.#whyNone(all, wanted);
    if (others.length > 0) return `This could be a job of ${nameList(fitting.map(({ one }) => one.source.name))}. Choose the source first.`;
    if (!match.one.on) return `This is a job of ${match.one.source.name}, which is switched off in Settings.`;
    return match.is.kind === 'job' ? { source: match.one.source.id, jobId: match.is.jobId } : this.#whyNone(all, wanted);
  }

  #wanted(sourceName: string): ApiSourceId | null {
    const name = sourceName.toLowerCase();
    return this.#sources.find(({ source }) => source.id === name || source.name.toLowerCase() === name)?.source.id ?? this.#chosen;
  }

  #whyNone(all: readonly { one: PasteSource; is: ReturnType<JobSource['recognise']> }[], wanted: ApiSourceId | null): string {
    for (const { is } of all) if (is.kind === 'bad') return is.reason;
    const name = this.#sources.find(({ source }) => source.id === wanted)?.source.name;
    return name === undefined ? 'This is no job ID or address of a source that is switched on.' : `This is no job ID or address of ${name}.`;
  }
}

function nameList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

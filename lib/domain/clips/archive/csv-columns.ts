/** The table's columns: one row for each clip, and one for each job that has none. */
import type { ArchivedClip, ArchiveEntry } from './entry.ts';
import { inert, uninert } from './formula.ts';

type Kind = 'text' | 'number' | 'moment' | 'flag' | 'list';
interface Column {
  readonly heading: string;
  readonly kind: Kind;
  /** Where the value stands in an entry; `clip` is the one that the row is about. */
  readonly path: readonly string[];
}

const column = (heading: string, path: string, kind: Kind = 'text'): Column => ({ heading, kind, path: path.split('.') });

/** What people look for first; what only the way back needs stands last. */
const COLUMNS: readonly Column[] = [
  column('Clip id', 'clip.id'),
  column('State', 'clip.save.state'),
  column('Saved at', 'clip.save.savedAt', 'moment'),
  column('Prompt', 'job.request.prompt'),
  column('Negative prompt', 'job.request.negativePrompt'),
  column('Model', 'job.request.model'),
  column('Feature', 'job.request.feature'),
  column('Resolution', 'job.request.resolution'),
  column('Aspect ratio', 'job.request.aspectRatio', 'number'),
  column('Seconds asked for', 'job.request.durationSeconds', 'number'),
  column('Seed', 'job.request.seed'),
  column('Credits', 'job.request.creditCost', 'number'),
  column('Source', 'source'),
  column('Job id', 'jobId'),
  column('Job state', 'job.state'),
  column('Job status', 'job.rawStatus'),
  column('Job progress', 'job.progress', 'number'),
  column('Job error', 'job.error'),
  column('File name', 'clip.save.name'),
  column('File path', 'clip.save.file'),
  column('Bytes', 'clip.save.bytes', 'number'),
  column('Width', 'clip.save.measured.width', 'number'),
  column('Height', 'clip.save.measured.height', 'number'),
  column('Film seconds', 'clip.save.measured.durationSeconds', 'number'),
  column('Proof', 'clip.save.proof'),
  column('Problem', 'clip.save.problem.kind'),
  column('Problem at', 'clip.save.problem.at', 'moment'),
  column('Problem HTTP status', 'clip.save.problem.httpStatus', 'number'),
  column('Link', 'clip.url'),
  column('Link ends at', 'clip.deadline.at', 'moment'),
  column('Link ends by', 'clip.deadline.why'),
  column('Poster', 'clip.posterUrl'),
  column('Video id', 'clip.videoId'),
  column('Clip seconds', 'clip.durationSeconds', 'number'),
  column('Sound added', 'clip.variant.sfx', 'flag'),
  column('Times extended', 'clip.variant.extended', 'number'),
  column('Upscaled', 'clip.variant.upscaled', 'flag'),
  column('Lip-synced', 'clip.variant.lipSynced', 'flag'),
  column('Clip first seen', 'clip.firstSeenAt', 'moment'),
  column('Save changed', 'clip.save.updatedAt', 'moment'),
  column('Job first seen', 'job.firstSeenAt', 'moment'),
  column('Job last seen', 'job.lastSeenAt', 'moment'),
  column('Job state since', 'job.stateSince', 'moment'),
  column('Job moved', 'job.movedAt', 'moment'),
  column('Job finished', 'job.finishedAt', 'moment'),
  column('Job queued', 'job.queuedAt', 'moment'),
  column('Job running', 'job.runningAt', 'moment'),
  column('Job last active', 'job.lastActiveAt', 'moment'),
  column('Oddities', 'job.anomalies', 'list'),
  column('Order', 'job.order', 'number'),
  column('Asked for', 'clip.save.asked', 'flag'),
  column('Asked for with', 'clip.save.bulk'),
  column('Left out by', 'clip.save.skip'),
  column('Number', 'clip.save.number', 'number'),
  column('Waited for', 'clip.save.awaited', 'flag'),
  column('Job queue position', 'job.more.queuePosition', 'number'),
  column('Made from job', 'job.more.parentJobId'),
  column('Verb', 'job.more.verb'),
  column('Buttons', 'job.more.buttons', 'list'),
  column('Embeds', 'job.more.embeds', 'list'),
  column('Message', 'job.more.content'),
  column('Log', 'job.more.log'),
  column('Job created', 'job.more.createdAt', 'moment'),
  column('Job updated', 'job.more.updatedAt', 'moment'),
  column('Files not fetched', 'job.more.withheld', 'list'),
];

const PATHS = 'File path';
const NEEDED = 'Job id';

/** The headings' line. The mark before it tells Excel that the text is UTF-8. */
export function csvHead(withPaths: boolean): string {
  return `\uFEFF${shown(withPaths).map(({ heading }) => quoted(heading)).join(',')}\r\n`;
}

export function csvBody(entries: readonly ArchiveEntry[], withPaths: boolean): string {
  const columns = shown(withPaths);
  const rows = entries.flatMap((entry) => (entry.clips.length === 0 ? [rowOf(entry, null, columns)] : entry.clips.map((clip) => rowOf(entry, clip, columns))));
  return rows.join('');
}

function shown(withPaths: boolean): readonly Column[] {
  return withPaths ? COLUMNS : COLUMNS.filter(({ heading }) => heading !== PATHS);
}

function rowOf({ source, jobId, job }: ArchiveEntry, clip: ArchivedClip | null, columns: readonly Column[]): string {
  const row = { source, jobId, job, clip };
  return `${columns.map(({ kind, path }) => quoted(inert(cellOf(kind, path.reduce(step, row))))).join(',')}\r\n`;
}

function step(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
}

function cellOf(kind: Kind, value: unknown): string {
  if (typeof value === 'number') return kind === 'moment' ? momentCell(value) : String(value);
  if (Array.isArray(value)) return value.length === 0 ? '' : JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return typeof value === 'string' ? value : '';
}

/** ISO where that loses nothing. */
function momentCell(at: number): string {
  return Number.isInteger(at) && Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
}

/** Only what needs them gets quotes; the tables of other languages cut at `;`. */
function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** How many of these cells are headings of ours. */
export function headingCount(cells: readonly string[]): number {
  return cells.filter((cell) => named(cell.replace(/^"(.*)"$/s, '$1')) !== undefined).length;
}

/**
 * @returns what makes a row's cells an entry as JSON would hold it, still to be judged, or null when a row has more cells than there
 * are headings; null instead of the function when this is no archive of ours
 */
export function columnsOf(headings: readonly string[]): ((cells: readonly string[]) => unknown) | null {
  const columns = headings.map(named);
  if (!columns.some((one) => one?.heading === NEEDED)) return null;
  return (cells) => {
    if (cells.slice(columns.length).some((cell) => cell !== '')) return null;
    const row: Node = {};
    for (const [index, cell] of cells.entries()) {
      const found = columns[index];
      if (found !== undefined) put(row, found.path, valueOf(found.kind, uninert(cell)));
    }
    return entryOf(row);
  };
}

function named(cell: string): Column | undefined {
  const name = uninert(cell).replace(/^\uFEFF/, '').trim().toLowerCase();
  return COLUMNS.find(({ heading }) => heading.toLowerCase() === name);
}

/** Its keys are the parts of our own paths, never a word of the file's. */
interface Node {
  [key: string]: unknown;
}

function put(row: Node, path: readonly string[], value: unknown): void {
  let node = row;
  for (const key of path.slice(0, -1)) node = below(node, key);
  node[path.at(-1) ?? ''] = value;
}

function below(node: Node, key: string): Node {
  const found = node[key];
  if (isNode(found)) return found;
  const made: Node = {};
  node[key] = made;
  return made;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entryOf(row: Node): unknown {
  const clip = row['clip'];
  const isEmpty = !isNode(clip) || Object.values(clip).every((value) => value === null || isNode(value));
  return { source: row['source'], jobId: row['jobId'], job: row['job'], clips: isEmpty ? [] : [clip] };
}

/** An empty cell is nothing; what does not fit its column stays text, for the judge to name. */
function valueOf(kind: Kind, cell: string): unknown {
  if (kind === 'flag') return /^(yes|true|1)$/i.test(cell.trim());
  if (cell === '') return null;
  if (kind === 'text') return cell;
  if (kind === 'list') return listOf(cell);
  if (kind === 'moment' && /^\d{4}-\d\d-\d\dT/.test(cell)) return numberOr(Date.parse(cell), cell);
  // Spreadsheets of many languages write a comma.
  return numberOr(Number(cell.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2')), cell);
}

function numberOr(value: number, cell: string): number | string {
  return Number.isFinite(value) ? value : cell;
}

function listOf(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

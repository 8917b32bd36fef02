/** All that is known of one clip, as lines of name and value. */
import { SOURCE_NAMES } from '../../jobs/source-names.ts';
import { ODD } from '../../jobs/view/odd.ts';
import { featureWords, ratioWords, requestFacts, shorten, variantWords } from '../../jobs/words.ts';
import { isMadeUp } from '../match.ts';
import { NO_REQUEST, type JobRequest } from '../../jobs/job.ts';
import { sizeWords, spanWords } from '../../words.ts';
import type { Deadline } from '../clip.ts';
import { type Measured, type Proof, type SaveState } from '../save.ts';
import { baseName, type ClipEntry, isUnsaved } from './entry.ts';

export interface Detail {
  readonly name: string;
  readonly value: string;
  /** Told apart from words: an id or a file name, to be selected and copied. */
  readonly isCode?: boolean;
  /** Something that a person may want to look into. */
  readonly isOdd?: boolean;
}

export interface DetailGroup {
  readonly title: string;
  readonly rows: readonly Detail[];
}

const WHY: Readonly<Record<Deadline['why'], string>> = {
  url: 'the link itself says so',
  source: 'its source says so',
  assumed: 'assumed: nobody says, and most links live 24 hours',
};

const PROOFS: Readonly<Record<Proof, string>> = {
  boxes: 'whole: its size is the server’s, and all its parts add up',
  length: 'as long as the server said; the link ended before more could be checked',
  listed: 'its name stood in your list of files; nobody has looked at the file',
};

/** @param when a moment in words */
export function clipDetails(entry: ClipEntry, when: (at: number) => string): readonly DetailGroup[] {
  const request = entry.job?.request ?? NO_REQUEST;
  const groups = [
    { title: 'Made with', rows: madeWith(entry, request) },
    { title: 'Times', rows: times(entry, when) },
    { title: 'File', rows: file(entry) },
    { title: 'Where it comes from', rows: origin(entry) },
    { title: 'What its source said', rows: said(entry) },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

function madeWith({ clip, save }: ClipEntry, request: JobRequest): Detail[] {
  const measured = save?.measured ?? null;
  const [model = null] = requestFacts({ ...NO_REQUEST, model: request.model });
  return lines([
    ['Model', model],
    ['Made as', featureWords(request.feature) ?? request.feature],
    ['Variant', variantWords(clip.variant)],
    ['Shape', ratioWords(request.aspectRatio)],
    ['Resolution asked for', request.resolution],
    ['Length asked for', seconds(request.durationSeconds ?? clip.durationSeconds)],
    ['Seed', request.seed, 'code'],
    ['Credits', request.creditCost === null ? null : request.creditCost.toLocaleString('en')],
  ]).concat(measuredRows(measured, request));
}

/** What the file itself says, and whether it is what was asked for. */
function measuredRows(measured: Measured | null, request: JobRequest): Detail[] {
  if (measured === null) return [];
  const { width, height, durationSeconds } = measured;
  const size = width === null || height === null ? null : `${width} × ${height}`;
  const wanted = Number(/^(\d{3,4})p$/u.exec(request.resolution ?? '')?.[1] ?? Number.NaN);
  // "720p" is the shorter side, whichever way the clip stands.
  const isSmaller = width !== null && height !== null && Math.min(width, height) < wanted * 0.98;
  const rows = lines([
    ['Resolution measured', size],
    ['Length measured', seconds(durationSeconds)],
  ]);
  return rows.map((row) => (isSmaller && row.value === size ? { ...row, value: `${row.value}: smaller than asked for`, isOdd: true } : row));
}

function times({ clip, job, save }: ClipEntry, when: (at: number) => string): Detail[] {
  const moment = (at: number | null | undefined): string | null => (at === null || at === undefined ? null : when(at));
  const watched = job !== null && job.queuedAt !== null && job.finishedAt !== null && job.lastActiveAt !== null;
  const ends = isUnsaved({ save }) || save?.state === 'lost' ? `${when(clip.deadline.at)} (${WHY[clip.deadline.why]})` : null;
  return lines([
    ['First seen', when(clip.firstSeenAt)],
    ['Created at its source', moment(job?.more?.createdAt)],
    ['Submitted', moment(job?.queuedAt)],
    ['Finished', watched ? when(job.finishedAt ?? 0) : null],
    ['Took', watched ? spanWords((job.finishedAt ?? 0) - (job.queuedAt ?? 0)) : null],
    ['Changed at its source', moment(job?.more?.updatedAt)],
    ['Saved', moment(save?.savedAt)],
    ['Link ends', ends],
  ]);
}

const ON_DISK: readonly (SaveState | undefined)[] = ['saved', 'verifying'];

function file({ save }: ClipEntry): Detail[] {
  const onDisk = ON_DISK.includes(save?.state);
  return lines([
    ['Name', baseName(save), 'code'],
    ['Size', onDisk && save?.bytes ? sizeWords(save.bytes) : null],
    ['Checked', save?.state === 'saved' && save.proof ? PROOFS[save.proof] : null],
    ['Tries', save && save.attempts > 1 ? String(save.attempts) : null],
  ]);
}

function origin({ clip, job }: ClipEntry): Detail[] {
  const isReal = job !== null && !isMadeUp(job.id);
  const rows = lines([
    ['Source', job === null ? null : SOURCE_NAMES[job.source]],
    ['Job', isReal ? job.jobId : null, 'code'],
    ['Made from job', job?.more?.parentJobId ?? null, 'code'],
    ['Video', clip.videoId, 'code'],
    ['Clip', clip.id, 'code'],
  ]);
  return rows.concat(job?.anomalies.map(({ detail, kind }) => ({ name: ODD[kind], value: detail, isOdd: true })) ?? []);
}

/** Longer texts of others are cut here: a message may be as long as they like. */
const LONGEST = 600;
const MOST_EMBEDS = 3;

/** As it came, for reading only: nothing of it is a link, and its buttons are pressed where they stand. */
function said({ job }: ClipEntry): Detail[] {
  const { verb = null, content = null, log = null, buttons = [], embeds = [], withheld = [] } = job?.more ?? {};
  const cut = (text: string | null): string | null => (text === null ? null : shorten(text.trim(), LONGEST));
  return lines([
    ['Command', cut(verb)],
    ['Message', cut(content)],
    ...embeds.slice(0, MOST_EMBEDS).map(({ type, description }): Line => ['Beside it', cut(description ?? type)]),
    ['Offers', cut(buttons.join(', '))],
    ['Log', cut(log)],
  ]).concat(withheld.map((place) => ({ name: 'File not fetched', value: place, isOdd: true })));
}

type Line = readonly [name: string, value: string | null, kind?: 'code'];

function lines(all: readonly Line[]): Detail[] {
  return all.flatMap(([name, value, kind]) => (value === null || value === '' ? [] : [kind === undefined ? { name, value } : { name, value, isCode: true }]));
}

function seconds(value: number | null): string | null {
  return value !== null && value > 0 ? `${Math.round(value * 10) / 10}\u00a0s` : null;
}

/** Where the clip can be seen on Pika; null for one that pika.art did not show, or did not name. */
export function pikaPage({ clip, job }: ClipEntry): string | null {
  if (job !== null && job.source !== 'pika-page') return null;
  const id = clip.videoId ?? (job === null || isMadeUp(job.id) ? null : job.jobId);
  return id !== null && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id) ? `https://pika.art/library?v=${id}` : null;
}

/** Playing needs a link that may still live. */
export function mayPlay({ clip, save }: ClipEntry, now: number): boolean {
  if (save?.problem?.kind === 'link-dead' && save.state !== 'saved') return false;
  return clip.deadline.why === 'assumed' || clip.deadline.at > now;
}

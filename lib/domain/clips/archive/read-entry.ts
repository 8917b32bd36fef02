/** Judges one row of an archive: an unknown value becomes an entry, or the reasons why it cannot. */
import { JOB_STATES, SOURCES } from '../../jobs/job.ts';
import { type ArchivedClip, ARCHIVED_STATES, type ArchivedJob, type ArchivedSave, type ArchiveEntry } from './entry.ts';
import { fieldsOf, type Fields, flag, listOf, moment, number, oneOf, text } from './fields.ts';
import { readMore } from './more.ts';
import { SKIPS } from '../gate.ts';
import { BULKS, PROOFS, SAVE_PROBLEMS } from '../save.ts';

/** What may be downloaded is not decided here. */
export interface Judge {
  /** The allow-list: a link that a clip of this source may be fetched from, in normal form, or null. */
  allow(url: string, source: ArchiveEntry['source']): string | null;
  /** A poster's link that may be shown, in normal form, or null. */
  allowPoster(url: string, source: ArchiveEntry['source']): string | null;
}

export interface JudgedEntry {
  readonly entry: ArchiveEntry | null;
  /** Each ends the sentence "Line 7 …". */
  readonly faults: readonly string[];
}

const MAX_CLIPS = 1000;
const CLIP_ID = /^[0-9a-z]{16}$/;
const JOB_ID = /^[\w.:@/+-]{1,200}$/;

/** Good clips are taken although a neighbour of theirs is bad. */
export function readEntry(raw: unknown, judge: Judge): JudgedEntry {
  const fields = fieldsOf(raw);
  const jobId = fields['jobId'];
  const source = fields['source'] === null || fields['source'] === undefined ? 'pika-page' : oneOf(SOURCES, fields['source']);
  if (typeof jobId !== 'string' || !JOB_ID.test(jobId)) return { entry: null, faults: ['has no job id that can be read'] };
  if (source === null) return { entry: null, faults: ['names a source that is not known here'] };
  const job = readJob(fields['job']);
  if (job === 'unreadable') return { entry: null, faults: ['has a job state, a number or a date that cannot be read'] };
  const found = Array.isArray(fields['clips']) ? fields['clips'].slice(0, MAX_CLIPS).map((clip: unknown) => readClip(clip, source, judge)) : [];
  const clips = found.filter((clip) => typeof clip !== 'string');
  const faults = found.filter((clip) => typeof clip === 'string');
  // A job whose every clip is bad would come in as one that has none.
  if (faults.length > 0 && clips.length === 0) return { entry: null, faults };
  if (job === null && clips.length === 0) return { entry: null, faults: ['holds neither a job nor a clip'] };
  return { entry: { source, jobId, job, clips }, faults };
}

/** Null when nothing is known of the job. */
function readJob(raw: unknown): ArchivedJob | 'unreadable' | null {
  const fields = fieldsOf(raw);
  if (fields['state'] === null || fields['state'] === undefined) return null;
  const state = oneOf(JOB_STATES, fields['state']);
  const firstSeenAt = moment(fields['firstSeenAt']);
  const numbers = [fields['progress'], fields['order']];
  if (state === null || firstSeenAt === null || numbers.some((one) => one !== null && one !== undefined && typeof one !== 'number')) return 'unreadable';
  const request = fieldsOf(fields['request']);
  const more = readMore(fields['more']);
  return {
    state,
    rawStatus: text(fields['rawStatus'], 200) ?? '',
    progress: number(fields['progress'], 0, 100),
    error: text(fields['error'], 2000),
    request: {
      prompt: text(request['prompt'], 30_000),
      negativePrompt: text(request['negativePrompt'], 30_000),
      model: text(request['model'], 200),
      feature: text(request['feature'], 200),
      aspectRatio: number(request['aspectRatio'], 0.01, 100),
      resolution: text(request['resolution'], 200),
      durationSeconds: number(request['durationSeconds'], 0, 86_400),
      seed: text(request['seed'], 100),
      creditCost: number(request['creditCost'], 0, 1_000_000),
    },
    firstSeenAt,
    lastSeenAt: moment(fields['lastSeenAt']) ?? firstSeenAt,
    stateSince: moment(fields['stateSince']) ?? firstSeenAt,
    movedAt: moment(fields['movedAt']) ?? firstSeenAt,
    finishedAt: moment(fields['finishedAt']),
    queuedAt: moment(fields['queuedAt']),
    runningAt: moment(fields['runningAt']),
    lastActiveAt: moment(fields['lastActiveAt']),
    anomalies: listOf(fields['anomalies'], 20, readAnomaly),
    order: number(fields['order'], -8.64e15, 8.64e15) ?? firstSeenAt,
    ...(more && { more }),
  };
}

const ANOMALIES = ['went-backwards', 'url-changed', 'finished-without-file', 'error-after-finish', 'vanished', 'clip-elsewhere'] as const;

function readAnomaly(raw: unknown): ArchivedJob['anomalies'][number] | null {
  const fields = fieldsOf(raw);
  const kind = oneOf(ANOMALIES, fields['kind']);
  const at = moment(fields['at']);
  return kind === null || at === null ? null : { at, kind, detail: text(fields['detail'], 500) ?? '' };
}

function readClip(raw: unknown, source: ArchiveEntry['source'], judge: Judge): ArchivedClip | string {
  const fields = fieldsOf(raw);
  const id = fields['id'];
  if (typeof id !== 'string' || !CLIP_ID.test(id)) return 'has a clip without an id that can be read';
  const link = text(fields['url'], 4096);
  const url = link === null ? null : judge.allow(link, source);
  if (url === null) return 'has a link that clips are not saved from';
  const firstSeenAt = moment(fields['firstSeenAt']);
  const deadline = fieldsOf(fields['deadline']);
  const endsAt = moment(deadline['at']);
  if (firstSeenAt === null || endsAt === null) return 'has a date that cannot be read';
  const save = readSave(fields['save'], firstSeenAt);
  if (save === null) return 'has a state, a number or a date that cannot be read';
  const variant = fieldsOf(fields['variant']);
  const poster = text(fields['posterUrl'], 4096);
  return {
    id,
    videoId: text(fields['videoId'], 200),
    variant: { sfx: flag(variant['sfx']), extended: Math.trunc(number(variant['extended'], 0, 1000) ?? 0), upscaled: flag(variant['upscaled']), lipSynced: flag(variant['lipSynced']) },
    url,
    posterUrl: poster === null ? null : judge.allowPoster(poster, source),
    durationSeconds: number(fields['durationSeconds'], 0, 86_400),
    firstSeenAt,
    deadline: { at: endsAt, why: oneOf(['url', 'source', 'assumed'] as const, deadline['why']) ?? 'assumed' },
    save,
  };
}

function readSave(raw: unknown, firstSeenAt: number): ArchivedSave | null {
  const fields = fieldsOf(raw);
  const state = oneOf(ARCHIVED_STATES, fields['state']);
  if (state === null || typeof fields['bytes'] === 'string') return null;
  const savedAt = moment(fields['savedAt']);
  if (savedAt === null && fields['savedAt'] !== null && fields['savedAt'] !== undefined) return null;
  const proof = oneOf(PROOFS, fields['proof']);
  const measured = readMeasured(fields['measured']);
  const file = text(fields['file'], 4096);
  const updatedAt = moment(fields['updatedAt']) ?? firstSeenAt;
  return {
    state,
    name: text(fields['name'], 1000),
    bytes: number(fields['bytes'], 0, Number.MAX_SAFE_INTEGER),
    problem: readProblem(fields['problem']),
    // Nobody has looked at a file that is only said to be there.
    proof: state === 'saved' ? (proof ?? 'listed') : proof,
    savedAt: state === 'saved' ? (savedAt ?? updatedAt) : savedAt,
    ...(measured && { measured }),
    updatedAt,
    ...readChoices(fields, state),
    ...(file !== null && { file }),
  };
}

function readChoices(fields: Fields, state: ArchivedSave['state']): Pick<ArchivedSave, 'awaited' | 'asked' | 'bulk' | 'skip' | 'number'> {
  const [bulk, skip] = [oneOf(BULKS, fields['bulk']), oneOf(SKIPS, fields['skip'])];
  const place = number(fields['number'], 1, 1_000_000_000);
  return {
    ...(flag(fields['awaited']) && { awaited: true }),
    ...(flag(fields['asked']) && { asked: true }),
    ...(bulk !== null && { bulk }),
    ...(state === 'skipped' && skip !== null && { skip }),
    ...(place !== null && Number.isInteger(place) && { number: place }),
  };
}

function readProblem(raw: unknown): ArchivedSave['problem'] {
  const fields = fieldsOf(raw);
  const kind = oneOf(SAVE_PROBLEMS, fields['kind']);
  const at = moment(fields['at']);
  return kind === null || at === null ? null : { kind, at, httpStatus: number(fields['httpStatus'], 100, 999) };
}

function readMeasured(raw: unknown): ArchivedSave['measured'] | null {
  const fields: Fields = fieldsOf(raw);
  const [width, height, durationSeconds] = [number(fields['width'], 0, 100_000), number(fields['height'], 0, 100_000), number(fields['durationSeconds'], 0, 86_400)];
  return width === null && height === null && durationSeconds === null ? null : { width, height, durationSeconds };
}

/** What a person reads about a job: its title, its facts, and one sentence for every state. */
import { never } from '../../result.ts';
import { MINUTE } from '../../time.ts';
import { sourceOfJob } from '../clips/elsewhere.ts';
import { countWords, elapsedWords, spanWords, type Tone } from '../words.ts';
import type { Usual } from '../health/generation/waits.ts';
import type { Job, JobRequest, Variant } from './job.ts';
import { SOURCE_NAMES } from './source-names.ts';
import { stillAfter } from './still.ts';

export interface JobWords {
  readonly label: string;
  readonly tone: Tone;
  /** One sentence when the label is not enough, else null. */
  readonly sentence: string | null;
  /** 0–1 while running with a known progress, else null. */
  readonly fraction: number | null;
  /** How long it has been going; null once it is over. */
  readonly elapsed: string | null;
  /** The user can help by opening the library. */
  readonly openLibrary: boolean;
}

/** Without a sign of life for so long we do not know how an unfinished job is doing: no pika.art tab shows it. */
export const UNSEEN_AFTER = 10 * MINUTE;

/**
 * Words for a job's state at `now`.
 * @param trouble why the last look at its source told nothing of it; null when it did
 */
export function jobWords(job: Job, now: number, trouble: string | null = null): JobWords {
  const who = whoMakes(job);
  switch (job.state) {
    case 'queued':
      return activeWords(job, now, trouble, `Waiting in ${who}’s queue`, 'wait');
    case 'running':
      return activeWords(job, now, trouble, 'Generating', 'busy');
    case 'finished':
      return isWithheld(job) ? over('Finished', 'warn', withheldSentence(job)) : over('Finished', 'good', trouble);
    case 'failed':
      return over(`Failed on ${who}`, 'bad', reason(job) ?? `${who} gave no reason.`);
    case 'moderated':
      return over('Stopped by Pika’s content filter', 'warn', reason(job) ?? 'A changed prompt or image may pass.');
    case 'cancelled':
      return over(`Cancelled on ${who}`, 'quiet', null);
    case 'unknown':
      return unknownWords(job, trouble);
    default:
      return never(job.state);
  }
}

/**
 * Words for a finished job of which no clip is known.
 * @param trouble why the last look at its source told nothing of it; null when it did
 */
export function withoutVideo(job: Job, trouble: string | null): JobWords {
  const label = 'Finished without a video';
  const elsewhere = job.anomalies.find(({ kind }) => kind === 'clip-elsewhere');
  if (elsewhere) return over('Finished', 'good', `Its video came in with another job of yours, from ${SOURCE_NAMES[sourceOfJob(elsewhere.detail)]}: it is kept there, once.`);
  if (isWithheld(job)) return over(label, 'warn', withheldSentence(job));
  if (job.source === 'pika-page') return { ...over(label, 'warn', 'Pika showed no file for it. Your library may show it.'), openLibrary: true };
  return over(label, 'warn', trouble ?? `${whoMakes(job)} named no file for it. Look where you started the video.`);
}

/** Whether its source names a file of it that is not fetched. */
export function isWithheld({ more }: Pick<Job, 'more'>): boolean {
  return (more?.withheld ?? []).length > 0;
}

function withheldSentence(job: Job): string {
  const places = (job.more?.withheld ?? []).join(' and ');
  return `${whoMakes(job)} names a file at ${places} that is not fetched: that is none of its known hosts, or the file is no MP4. Save it by hand where you started the video.`;
}

function whoMakes(job: Job): string {
  return job.source === 'pika-page' ? 'Pika' : SOURCE_NAMES[job.source];
}

/** Whether a job was added by its id and its source has told nothing of it yet. */
export function isUnheardOf(job: Job): boolean {
  return job.source !== 'pika-page' && job.state === 'unknown' && job.rawStatus === '' && job.error === null;
}

function unknownWords(job: Job, trouble: string | null): JobWords {
  if (isUnheardOf(job)) return over('Not heard of yet', trouble === null ? 'wait' : 'warn', trouble ?? `${whoMakes(job)} is asked for it.`);
  return over('State not known', 'warn', trouble ?? reason(job) ?? unknownSentence(whoMakes(job), job.rawStatus));
}

function over(label: string, tone: Tone, sentence: string | null): JobWords {
  return { label, tone, sentence, fraction: null, elapsed: null, openLibrary: false };
}

function activeWords(job: Job, now: number, trouble: string | null, label: string, tone: Tone): JobWords {
  const unseen = now - job.lastSeenAt;
  // A source is asked for a job that stands still ever more rarely, and says nothing new in between.
  if (unseen > UNSEEN_AFTER && job.source === 'pika-page') {
    const sentence = `Not seen for ${spanWords(unseen)}: no open pika.art tab shows it. Open your library to follow it.`;
    return { ...over(`${label} when last seen`, 'quiet', sentence), openLibrary: true };
  }
  if (trouble !== null && unseen > UNSEEN_AFTER) return over(`${label} when last heard of`, 'warn', trouble);
  const still = now - job.movedAt;
  const stuck = still > stillAfter(job);
  const percent = job.state === 'running' && job.progress !== null ? Math.min(100, Math.max(0, Math.floor(job.progress))) : null;
  return {
    label: percent === null ? label : `${label} ${percent}\u00a0%`,
    tone: stuck || trouble !== null ? 'warn' : tone,
    sentence: trouble ?? (stuck ? `No movement for ${spanWords(still)}.` : placeWords(job)),
    fraction: percent === null ? null : percent / 100,
    elapsed: elapsedWords(now - job.firstSeenAt),
    openLibrary: false,
  };
}

/** Its place in its source's queue, where the source tells one. */
function placeWords(job: Job): string | null {
  const before = job.state === 'queued' ? (job.more?.queuePosition ?? null) : null;
  if (before === null) return null;
  return before === 0 ? 'It is the next one.' : `${countWords(before, 'job')} ${before === 1 ? 'comes' : 'come'} before it.`;
}

/** Pika's own words for a failure, as one line that cannot flood the list. */
function reason(job: Job): string | null {
  const text = job.error?.replace(/\s+/gu, ' ').trim() ?? '';
  return text === '' ? null : shorten(text, 200);
}

function unknownSentence(who: string, rawStatus: string): string {
  const word = shorten(rawStatus.replace(/\s+/gu, ' ').trim(), 40);
  return word === '' ? `${who} did not say how it is doing.` : `${who} calls it “${word}”, a word that we do not know.`;
}

/** Cuts at a whole character, never inside an emoji. */
export function shorten(text: string, limit: number): string {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/** Pika's `contentType`, in the names that its screens use. */
const FEATURES: Readonly<Record<string, string>> = {
  t2v: 'Text to video',
  i2v: 'Image to video',
  v2v: 'Video to video',
  redirect: 'Pikatwists',
  object: 'Pikadditions',
  pikaswaps: 'Pikaswaps',
  pikaframes: 'Pikaframes',
  pikadditions: 'Pikadditions',
  pikaffects: 'Pikaffects',
  pikascenes: 'Pikascenes',
  pikatwists: 'Pikatwists',
  pikaformance: 'Pikaformance',
};

/** Prompts are cut here so that a hostile one cannot slow the list; the screen shows two lines of it. */
const TITLE_LIMIT = 280;

/** The prompt; without one, what kind of video it is and the head of its id, so that rows can be told apart. */
export function jobTitle(request: JobRequest, jobId: string): { readonly text: string; readonly isPrompt: boolean } {
  const prompt = request.prompt?.replace(/\s+/gu, ' ').trim() ?? '';
  if (prompt !== '') return { text: shorten(prompt, TITLE_LIMIT), isPrompt: true };
  const feature = featureWords(request.feature) ?? 'Video without a prompt';
  const head = jobId.slice(0, 8);
  return { text: head === '' ? feature : `${feature} · ${head}`, isPrompt: false };
}

/** The name of a kind of video as Pika's screens use it; null for one that we do not know. */
export function featureWords(feature: string | null): string | null {
  const key = feature?.toLowerCase() ?? '';
  return Object.hasOwn(FEATURES, key) ? (FEATURES[key] ?? null) : null;
}

/** What was asked for, in short: model, duration, ratio, resolution; only what the source told. */
export function requestFacts(request: JobRequest): readonly string[] {
  const duration = request.durationSeconds;
  return [
    modelWords(request.model),
    duration === null || !(duration > 0) ? null : `${Math.round(duration * 10) / 10}\u00a0s`,
    ratioWords(request.aspectRatio),
    request.resolution === null ? null : shorten(request.resolution.trim(), 12),
  ].filter((fact) => fact !== null).filter((fact) => fact !== '');
}

/** Pika names its own models by number alone ("2.5"), which says nothing without the maker's name. */
function modelWords(model: string | null): string | null {
  if (model === null) return null;
  const name = shorten(model.trim(), 40);
  return /^\d/u.test(name) ? `Pika ${name}` : name;
}

/** The ratios that Pika offers. */
const RATIOS = [[16, 9], [9, 16], [1, 1], [5, 2], [4, 5], [5, 4], [4, 3], [3, 4], [3, 2], [2, 3], [21, 9]] as const;

/** "16:9" for a ratio within 2 % of an offered one, else "1.85:1"; null for what is not a ratio. */
export function ratioWords(ratio: number | null): string | null {
  if (ratio === null || !Number.isFinite(ratio) || ratio <= 0) return null;
  const near = RATIOS.find(([width, height]) => Math.abs(ratio / (width / height) - 1) < 0.02);
  return near ? `${near[0]}:${near[1]}` : `${Math.round(ratio * 100) / 100}:1`;
}

/** How long such a job takes; null is known of none. An assumption is a range, and called one. */
export function usualWords(usual: Pick<Usual, 'basis' | 'medianMs'> | null): string {
  return usual === null || usual.basis === 'assumed' ? 'usually 2–5\u00a0min (assumed)' : `usually ${spanWords(usual.medianMs)}`;
}

/** What makes this clip another than the job's first: "with sound", "extended 2×"; null for a plain one. */
export function variantWords(variant: Variant): string | null {
  const words = [
    variant.sfx ? 'with sound' : null,
    variant.extended > 0 ? (variant.extended === 1 ? 'extended' : `extended ${variant.extended}×`) : null,
    variant.upscaled ? 'upscaled' : null,
    variant.lipSynced ? 'lip-synced' : null,
  ].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(', ');
}

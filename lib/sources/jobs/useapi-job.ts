/** A useapi job document, field by field. Every field may be missing. */
import { NO_MORE, NO_REQUEST, NO_VARIANT, type JobEmbed, type JobMore, type JobRequest, type JobState, type SeenJob } from '../../domain/jobs/job.ts';
import type { AllowedLink } from '../../domain/jobs/job-source.ts';
import { digits, group, isFields, number, own, text, type Fields } from '../fields.ts';
import { withError } from '../pika/status.ts';
import { momentOf, rowsIn, saidIn } from './answer.ts';
import { takeFiles, withheldOf } from './link.ts';
import { isJobId } from './recognise.ts';
import { flagsOf, progressOf, withoutMentions } from './useapi-content.ts';

const STATES: ReadonlyMap<string, JobState> = new Map<string, JobState>([
  ['created', 'queued'],
  ['started', 'running'],
  ['progress', 'running'],
  ['moderated', 'moderated'],
  ['completed', 'finished'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
]);

const MAX_TEXT = 4000;
const MAX_EMBEDS = 10;
const MAX_BUTTONS = 10;
const MAX_ATTACHMENTS = 16;

/** What of a job's links may be fetched; null for the others. */
export interface AllowLists {
  allow(url: unknown): AllowedLink | null;
  allowPicture(url: unknown): string | null;
}

/**
 * @param asked the id that was asked for
 * @returns null when the document is about another job: it must not be taken for this one
 */
export function readUseapiJob(fields: Fields, asked: string, { allow, allowPicture }: AllowLists): SeenJob | null {
  const jobId = text(own(fields, 'jobid'), 200) ?? asked;
  if (jobId !== asked) return null;
  const rawStatus = text(own(fields, 'status'), 40) ?? '';
  const error = errorOf(fields);
  const state = withError(STATES.get(rawStatus.toLowerCase()) ?? 'unknown', error);
  const attachments = rowsIn(fields, 'attachments', MAX_ATTACHMENTS);
  const files = takeFiles(attachments.filter(isFile).map(offered), allow, posterOf(fields, attachments, allowPicture));
  const content = text(own(fields, 'content'), MAX_TEXT);
  const prompt = text(own(fields, 'prompt'), MAX_TEXT);
  return {
    jobId,
    state,
    rawStatus,
    progress: state === 'finished' ? 100 : progressOf(content, prompt),
    error,
    request: requestOf(fields, prompt, content, attachments),
    variant: NO_VARIANT,
    // A preview of a job that still runs is not its result; a word that we do not know may well mean that it is done.
    videos: state === 'finished' || state === 'unknown' ? files.videos : [],
    more: { ...moreOf(fields, content), ...withheldOf(state, files) },
  };
}

/** Attachments also hold pictures: what was animated, or a preview. */
function isFile(attachment: Fields): boolean {
  const type = own(attachment, 'content_type');
  if (typeof type === 'string' && type !== '') return /^(?:video\/|application\/octet-stream)/i.test(type);
  const name = text(own(attachment, 'filename'), 300) ?? '';
  return name === '' || !/\.(?:png|jpe?g|webp|gif|avif)$/i.test(name);
}

/** What Discord shows for the video: an embed's own small picture, else one beside the file, else an embed's large one. */
function posterOf(fields: Fields, attachments: readonly Fields[], allowPicture: AllowLists['allowPicture']): string | null {
  const embeds = rowsIn(fields, 'embeds', MAX_EMBEDS);
  const pictures = (part: string) => embeds.map((embed) => group(embed, part));
  const rows = [...pictures('thumbnail'), ...attachments.filter((one) => !isFile(one)), ...pictures('image')];
  const links = rows.flatMap((row) => [own(row, 'url'), own(row, 'proxy_url')]);
  return links.map((link) => allowPicture(link)).find((link) => link !== null) ?? null;
}

/** The proxy's address stands in where the file's own is missing. Both need their query: it is the signature. */
function offered(attachment: Fields): { url: unknown; videoId: string | null; durationSeconds: null } {
  const id = own(attachment, 'id');
  const url = own(attachment, 'url');
  return {
    url: typeof url === 'string' && url !== '' ? url : own(attachment, 'proxy_url'),
    videoId: typeof id === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : null,
    durationSeconds: null,
  };
}

/** `error` names the kind and `errorDetails` the reason; both are kept where they differ. */
function errorOf(fields: Fields): string | null {
  const error = saidIn(own(fields, 'error'));
  const details = saidIn(own(fields, 'errorDetails'));
  if (error === null || details === null || error === details) return error ?? details;
  return `${error}: ${details}`.slice(0, 300);
}

function requestOf(fields: Fields, prompt: string | null, content: string | null, attachments: readonly Fields[]): JobRequest {
  const flags = flagsOf(prompt ?? content ?? '');
  const verb = text(own(fields, 'verb'), 40);
  const withImage = isFields(own(fields, 'image')) || verb === 'pika-animate';
  return {
    ...NO_REQUEST,
    prompt,
    negativePrompt: flags.negativePrompt,
    feature: verb === 'pika-create' || verb === 'pika-animate' ? (withImage ? 'i2v' : 't2v') : null,
    aspectRatio: flags.aspectRatio ?? ratioOf(attachments),
    seed: flags.seed ?? seedOf(attachments),
  };
}

function ratioOf(attachments: readonly Fields[]): number | null {
  const [video] = attachments.filter(isFile);
  const width = number(video === undefined ? null : own(video, 'width'), 1, 100_000);
  const height = number(video === undefined ? null : own(video, 'height'), 1, 100_000);
  return width === null || height === null ? null : number(width / height, 0.01, 100);
}

/** The bot's file names end with the seed. */
function seedOf(attachments: readonly Fields[]): string | null {
  const names = attachments.map((one) => text(own(one, 'filename'), 300) ?? '');
  const found = names.map((name) => /_seed(\d{1,24})(?:_[a-z]+)?\.mp4$/i.exec(name)?.[1]).find((seed) => seed !== undefined);
  return digits(found);
}

function moreOf(fields: Fields, content: string | null): JobMore {
  const parent = own(fields, 'parentJobId');
  const buttons = own(fields, 'buttons');
  return {
    ...NO_MORE,
    parentJobId: typeof parent === 'string' && isJobId(parent) ? parent : null,
    verb: text(own(fields, 'verb'), 40),
    buttons: Array.isArray(buttons) ? buttons.slice(0, MAX_BUTTONS).map((one) => text(one, 40)).filter((one) => one !== null) : [],
    embeds: rowsIn(fields, 'embeds', MAX_EMBEDS).map(embedOf),
    content: content === null ? null : text(withoutMentions(content), MAX_TEXT),
    createdAt: momentOf(own(fields, 'created')) ?? momentOf(own(fields, 'timestamp')),
    updatedAt: momentOf(own(fields, 'updated')),
  };
}

function embedOf(embed: Fields): JobEmbed {
  const image = group(embed, 'image');
  const url = text(own(image, 'url'), 2048);
  const isAddress = url !== null && URL.canParse(url) && new URL(url).protocol === 'https:';
  return {
    type: text(own(embed, 'type'), 40),
    description: text(own(embed, 'description'), 1000),
    imageUrl: isAddress ? new URL(url).href.slice(0, 2048) : null,
    width: number(own(image, 'width'), 1, 100_000),
    height: number(own(image, 'height'), 1, 100_000),
  };
}

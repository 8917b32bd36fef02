/** Pika's own developer API (devapi.pika.art), open to partners: one request tells all about a video. */
import { type AllowedLink, type Answer, type JobSource, jobSource, type Question, type SourceAccess, type SourceProfile, type SourceReading } from '../../domain/jobs/job-source.ts';
import { NO_MORE, NO_REQUEST, NO_VARIANT, type SeenJob } from '../../domain/jobs/job.ts';
import { SECOND } from '../../time.ts';
import { digits, group, isFields, number, own, text, type Fields } from '../fields.ts';
import { addressOf, keyOf, pictureOf } from '../media-address.ts';
import { classifyMediaUrl, isMediaHost } from '../pika/media-url.ts';
import { stateOf, withError } from '../pika/status.ts';
import { type Exceptions, MAX_ANSWER, notUnderstood, openAnswer, refusalOf, saidIn } from './answer.ts';
import { hostOf, isVideo, linkTo, originsOf, takeFiles, videoLink, withheldOf } from './link.ts';
import { addressWithId, pathBelow, uuidOf } from './recognise.ts';

const NAME = 'Pika API';
const BASE = 'https://devapi.pika.art';
const SITE = 'https://pika.art';

const EXCEPTIONS: Exceptions = {
  // Its documentation does not say which of the two a bad key gets.
  403: { kind: 'token-refused' },
};

function ask(jobId: string, { base, token }: SourceAccess): Question {
  return {
    step: 'video',
    jobId,
    url: `${base}/videos/${encodeURIComponent(jobId)}`,
    headers: { accept: 'application/json', 'x-api-key': token },
    limit: MAX_ANSWER,
    known: null,
  };
}

function read(question: Question, answer: Answer, { base }: SourceAccess): SourceReading {
  const document = openAnswer(answer);
  const said = errorOf(document.fields);
  // The key's limit on generations comes as a bad request, and says nothing about the id.
  const limited = answer.status === 400 && /\blimit\b/i.test(said ?? '');
  const exceptions: Exceptions = document.isPage ? {} : { ...EXCEPTIONS, ...(limited ? { 400: { kind: 'busy' } } : {}) };
  const refused = refusalOf(answer, document, NAME, said, exceptions);
  if (refused !== null) return refused;
  const job = document.isData ? jobIn(document.fields, question.jobId, base) : null;
  if (job === null) return notUnderstood(NAME, document, answer.status);
  return { kind: 'job', job, linksDieAt: null, forgottenAt: null };
}

/** Null for a document about another video, or about none. */
function jobIn(fields: Fields, asked: string, base: string): SeenJob | null {
  const rawStatus = text(own(fields, 'status'), 40);
  const named = text(own(fields, 'id'), 200);
  if (rawStatus === null || (named !== null && named.toLowerCase() !== asked.toLowerCase())) return null;
  const error = errorOf(fields);
  const state = withError(stateOf(rawStatus), error);
  const urls = [own(fields, 'url'), own(fields, 'videoUrl'), own(fields, 'resultUrl')].filter((url) => typeof url === 'string' && url !== '');
  const durationSeconds = number(own(fields, 'duration'), 0.1, 3600);
  const files = takeFiles(urls.map((url) => ({ url, videoId: asked, durationSeconds })), (url) => allow(url, base), posterOf(fields, base));
  return {
    jobId: asked,
    state,
    rawStatus,
    progress: state === 'finished' ? 100 : number(own(fields, 'progress'), 0, 100),
    error,
    request: { ...NO_REQUEST, prompt: text(own(fields, 'promptText'), 4000), seed: digits(own(fields, 'seed')), durationSeconds },
    variant: NO_VARIANT,
    videos: state === 'finished' ? files.videos : [],
    more: { ...NO_MORE, ...withheldOf(state, files) },
  };
}

/** Nobody has seen whether it names one; pika.art's own words are tried, and the obvious one. */
function posterOf(fields: Fields, base: string): string | null {
  return ['videoPoster', 'imageThumb', 'thumbnail'].map((key) => allowPicture(own(fields, key), base)).find((url) => url !== null) ?? null;
}

/** `{message}` of the API itself, `{detail}` of the framework below it. */
function errorOf(fields: Fields): string | null {
  const detail = own(fields, 'detail');
  const list: readonly unknown[] = Array.isArray(detail) ? detail : [];
  const row = list.slice(0, 20).find(isFields) ?? {};
  return saidIn(own(fields, 'error'), own(group(fields, 'error'), 'message'), own(fields, 'message'), detail, own(row, 'msg'));
}

/**
 * A result as pika.art shows it keeps the key that it has there, so that a clip seen by both is one. Other paths of
 * Pika's hosts count too, since nobody has seen what this API answers; marketing and uploads never do.
 */
function allow(url: unknown, base: string): AllowedLink | null {
  const media = classifyMediaUrl(url);
  if (media.kind === 'result') return { url: media.url, pathKey: media.pathKey, jobId: media.jobId, sfx: media.sfx };
  if (media.reason === 'not-a-result') {
    const address = addressOf(url, isMediaHost);
    return typeof address === 'string' || !isVideo(address) ? null : linkTo(address, keyOf(address.segments));
  }
  const own = hostOf(base);
  return media.reason === 'foreign-host' && base !== BASE ? videoLink(url, (host) => (host === own ? host : null)) : null;
}

function allowPicture(url: unknown, base: string): string | null {
  const own = base === BASE ? null : hostOf(base);
  return pictureOf(url, (host) => isMediaHost(host) || host === own);
}

export const pikaApiProfile: SourceProfile = {
  id: 'pika-api',
  name: NAME,
  purpose: 'Videos made with Pika’s own API for partners.',
  doubt: 'Pika gives keys for this API to partners only; developers are sent to fal.',
  tokenName: 'API key',
  base: BASE,
  pace: { perJobMs: 15 * SECOND, atOnce: 2, perMinute: 30 },
  jobLifeMs: null,
  origins: (base) => originsOf(base, ['pika.art', '*.pika.art']),
  recognise(pasted, base) {
    if (addressWithId(pasted, [SITE]) !== null) {
      return { kind: 'bad', reason: 'Videos on pika.art need no ID: open your library there, and they are followed.' };
    }
    const address = addressWithId(pasted, [base, BASE]);
    const uuid = uuidOf(pasted);
    if (address === null) return uuid === null ? { kind: 'foreign' } : { kind: 'job', jobId: uuid, certain: false };
    const [folder, jobId = ''] = pathBelow(address, [base, BASE]);
    if (folder !== 'videos' || !/^[A-Za-z0-9_-]{1,64}$/.test(jobId)) return { kind: 'bad', reason: 'This address of the Pika API holds no video ID.' };
    return { kind: 'job', jobId: uuidOf(jobId) ?? jobId, certain: true };
  },
  allow,
  allowPicture,
};

export const pikaApi: JobSource = /* @__PURE__ */ jobSource(pikaApiProfile, { ask, test: (access) => ask('00000000-0000-4000-8000-000000000000', access), read });

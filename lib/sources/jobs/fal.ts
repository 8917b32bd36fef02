/**
 * fal's queue, where Pika's models run for developers: one request tells how far a job is, and once it is over another
 * its result. Status and result are asked by owner and app alone (`fal-ai/pika`), whichever model below it was used.
 */
import { type Answer, type JobSource, jobSource, type Question, type Recognised, type SourceAccess, type SourceProfile, type SourceReading } from '../../domain/jobs/job-source.ts';
import type { SeenJob } from '../../domain/jobs/job.ts';
import { SECOND } from '../../time.ts';
import { isBelow } from '../media-address.ts';
import { own, text } from '../fields.ts';
import { type Document, type Exceptions, MAX_ANSWER, notUnderstood, openAnswer, refusalOf } from './answer.ts';
import { failedJob, readFalResult, readFalStatus, verdictOf } from './fal-job.ts';
import { hostOf, originsOf, videoLink } from './link.ts';
import { addressWithId, pathBelow, uuidOf } from './recognise.ts';

const NAME = 'fal';
const BASE = 'https://queue.fal.run';
const MEDIA = 'fal.media';
/** Where people see their requests, and where one is answered at once: the id stands anywhere in an address there. */
const SITES = ['https://fal.ai', 'https://www.fal.ai', 'https://fal.run'];
const APP = 'fal-ai/pika';
/** A log may be long; without room for it the status is asked for alone. */
const MAX_WITH_LOGS = 4 * MAX_ANSWER;

type Step = 'status' | 'status-alone' | 'result';

/** A request of another model is none of ours, whoever asks for it. */
function ofModel(app: string, jobId: string): Recognised {
  if (app !== APP) return { kind: 'bad', reason: 'This request was made with another model than Pika’s.' };
  return { kind: 'job', jobId, certain: true };
}

/** Where the address names no model, the request is taken for one of Pika's: fal says so if it is not. */
function onSite(page: URL): Recognised {
  const segments = pathBelow(page, []);
  const uuid = [...segments, ...page.searchParams.values()].map(uuidOf).find((one) => one !== null);
  if (uuid === undefined) return { kind: 'bad', reason: 'This address of fal holds no request ID.' };
  const at = segments.indexOf('fal-ai');
  return ofModel(at === -1 ? APP : segments.slice(at, at + 2).join('/'), uuid);
}

/** 403 is for another account's job, and for an account without a balance. */
function exceptionsFor(said: string | null): Exceptions {
  if (/\blocked\b|\bbalance\b/i.test(said ?? '')) return { 403: { kind: 'no-credit', message: 'Your account at fal is locked or has no balance left. Its jobs wait until you have topped it up and press Resume.' } };
  return { 403: { message: 'fal does not let this key see the job: it may belong to another account. It is asked again later.' } };
}

function question(step: Step, jobId: string, { token }: SourceAccess, base: string, known: SeenJob | null): Question {
  const path = { status: '/status?logs=1', 'status-alone': '/status', result: '' }[step];
  return {
    step,
    jobId,
    url: `${base}/${APP}/requests/${encodeURIComponent(jobId)}${path}`,
    headers: { accept: 'application/json', authorization: `Key ${token}` },
    limit: step === 'status' ? MAX_WITH_LOGS : MAX_ANSWER,
    known,
  };
}

function read(asked: Question, answer: Answer, access: SourceAccess): SourceReading {
  const document = openAnswer(answer);
  return asked.step === 'result' ? readResult(asked, answer, document, access) : readStatus(asked, answer, document, access);
}

function readStatus(asked: Question, answer: Answer, document: Document, access: SourceAccess): SourceReading {
  const said = verdictOf(document.fields).text;
  const refused = refusalOf(answer, document, NAME, said, exceptionsFor(said));
  if (refused !== null) return refused;
  if (answer.tooLarge && asked.step === 'status') return { kind: 'ask', next: question('status-alone', asked.jobId, access, access.base, null) };
  const job = document.isData ? readFalStatus(document.fields, asked.jobId) : null;
  if (job === null) return notUnderstood(NAME, document, answer.status);
  if (job.state === 'finished') return { kind: 'ask', next: question('result', asked.jobId, access, access.base, job) };
  return told(job);
}

/** What the model answered: a file, or why there is none. Its refusals come with the status that the model gave. */
function readResult(asked: Question, answer: Answer, document: Document, access: SourceAccess): SourceReading {
  const known = asked.known ?? readFalStatus({ status: 'COMPLETED' }, asked.jobId);
  if (known === null) return notUnderstood(NAME, document, answer.status);
  const verdict = verdictOf(document.fields);
  if (verdict.isFinal && (answer.status === 400 || answer.status === 422 || answer.status >= 500)) {
    return told(failedJob(known, verdict));
  }
  const refused = refusalOf(answer, document, NAME, verdict.text, { ...exceptionsFor(verdict.text), 400: { kind: 'not-understood' }, 422: { kind: 'not-understood' } });
  if (refused !== null) return refused;
  if (!document.isData) return notUnderstood(NAME, document, answer.status);
  // Asked too early, or by a service in between: the answer is the status once more.
  const early = own(document.fields, 'video') === undefined ? text(own(document.fields, 'status'), 40) : null;
  if (early !== null && early.toUpperCase() !== 'COMPLETED') return notUnderstood(NAME, document, answer.status);
  return told(readFalResult(document.fields, known, (url) => allow(url, access.base)));
}

function told(job: SeenJob): SourceReading {
  // An account may set any life for its files and no answer names it, so nothing is promised here.
  return { kind: 'job', job, linksDieAt: null, forgottenAt: null };
}

function allow(url: unknown, base: string): ReturnType<JobSource['allow']> {
  return videoLink(url, (host) => (isBelow(host, MEDIA) || (base !== BASE && host === hostOf(base)) ? host : null));
}

export const falProfile: SourceProfile = {
  id: 'fal',
  name: NAME,
  purpose: 'Videos made with Pika’s models through the API at fal.ai.',
  doubt: null,
  tokenName: 'API key',
  base: BASE,
  pace: { perJobMs: 15 * SECOND, atOnce: 3, perMinute: 60 },
  jobLifeMs: null,
  origins: (base) => originsOf(base, [MEDIA, `*.${MEDIA}`]),
  recognise(pasted, base) {
    const address = addressWithId(pasted, [base, BASE]);
    if (address === null) {
      const page = addressWithId(pasted, SITES);
      if (page !== null) return onSite(page);
      const uuid = uuidOf(pasted);
      return uuid === null ? { kind: 'foreign' } : { kind: 'job', jobId: uuid, certain: false };
    }
    const segments = pathBelow(address, [base, BASE]);
    const at = segments.indexOf('requests');
    const uuid = uuidOf(segments[at + 1] ?? '');
    if (at === -1 || uuid === null) return { kind: 'bad', reason: 'This address of fal holds no request ID.' };
    return ofModel(segments.slice(0, 2).join('/'), uuid);
  },
  allow,
  // Its answers name no picture.
  allowPicture: () => null,
};

export const fal: JobSource = /* @__PURE__ */ jobSource(falProfile, {
  ask: (jobId, access) => question('status', jobId, access, access.base, null),
  test: (access) => question('status-alone', '00000000-0000-4000-8000-000000000000', access, access.base, null),
  read,
});

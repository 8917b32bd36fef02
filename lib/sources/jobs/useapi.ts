/**
 * useapi.net's Pika API v1, which drove Pika's Discord bot. Its documentation says that it is switched off; services that
 * speak the same are asked at an address of the user's. One request tells all about a job.
 */
import { type Answer, type JobSource, jobSource, type Question, type SourceAccess, type SourceProfile, type SourceReading } from '../../domain/jobs/job-source.ts';
import { DAY, MINUTE, SECOND } from '../../time.ts';
import { DISCORD_HOSTS, DISCORD_TREE } from '../clip-key.ts';
import { number, own, text } from '../fields.ts';
import { pictureOf } from '../media-address.ts';
import { type Exceptions, MAX_ANSWER, notUnderstood, openAnswer, refusalOf, saidIn } from './answer.ts';
import { originsOf, videoLink } from './link.ts';
import { addressWithId, isJobId } from './recognise.ts';
import { readUseapiJob } from './useapi-job.ts';

const NAME = 'useapi';
const BASE = 'https://api.useapi.net/v1/pika';
/** Jobs are kept for at least 31 days. */
const LIFE = 31 * DAY;

const EXCEPTIONS: Exceptions = {
  429: { waitMs: 30 * SECOND },
  // A query overflow: what already runs needs time to end.
  504: { next: 'wait', waitMs: 3 * MINUTE, message: 'useapi has more to do than it can. Its jobs are asked again in a few minutes.' },
};

function ask(jobId: string, { base, token }: SourceAccess): Question {
  return {
    step: 'job',
    jobId,
    url: `${base}/jobs/?jobid=${encodeURIComponent(jobId)}`,
    headers: { accept: 'application/json', authorization: `Bearer ${token}` },
    limit: MAX_ANSWER,
    known: null,
  };
}

function allow(url: unknown, base: string): ReturnType<JobSource['allow']> {
  return videoLink(url, (host) => treeOf(host, base));
}

function allowPicture(url: unknown, base: string): string | null {
  return pictureOf(url, (host) => treeOf(host, base) !== null);
}

function treeOf(host: string, base: string): string | null {
  if (DISCORD_HOSTS.some((one) => one === host)) return DISCORD_TREE;
  return host === hostOfCompatible(base) ? host : null;
}

/** useapi's own host serves no files; one that the user chose may. */
function hostOfCompatible(base: string): string | null {
  return base === BASE || !URL.canParse(base) ? null : new URL(base).hostname;
}

function read(question: Question, answer: Answer, { base }: SourceAccess, now: number): SourceReading {
  const document = openAnswer(answer);
  const { fields } = document;
  const hasJob = text(own(fields, 'status'), 40) !== null;
  // Some compatible services answer every request with 200 and put the real status into the body.
  const code = hasJob ? null : number(own(fields, 'code'), 400, 599);
  const said = saidIn(own(fields, 'error'), own(fields, 'errorDetails'), own(fields, 'message'));
  const refused = refusalOf(answer, document, NAME, said, EXCEPTIONS, answer.status === 200 && code !== null ? code : answer.status);
  if (refused !== null) return refused;
  if (!document.isData || !hasJob) return notUnderstood(NAME, document, answer.status);
  const job = readUseapiJob(fields, question.jobId, { allow: (url) => allow(url, base), allowPicture: (url) => allowPicture(url, base) });
  if (job === null) return notUnderstood(NAME, document, answer.status);
  const createdAt = job.more?.createdAt ?? null;
  // An older job may still be there; nothing is promised of it, and it must not look dead.
  const until = createdAt === null || createdAt + LIFE <= now ? null : createdAt + LIFE;
  return { kind: 'job', job, linksDieAt: until, forgottenAt: until };
}

export const useapiProfile: SourceProfile = {
  id: 'useapi',
  name: NAME,
  purpose: 'Videos made with Pika’s Discord bot through useapi.net or a service that speaks the same.',
  doubt: 'useapi.net says that its own Pika API is switched off. Set the address of a compatible service to use it.',
  tokenName: 'API token',
  base: BASE,
  pace: { perJobMs: 30 * SECOND, atOnce: 2, perMinute: 20 },
  jobLifeMs: LIFE,
  origins: (base) => originsOf(base, DISCORD_HOSTS),
  recognise(pasted, base) {
    const address = addressWithId(pasted, [base, BASE]);
    if (address === null) return isJobId(pasted) ? { kind: 'job', jobId: pasted, certain: false } : { kind: 'foreign' };
    const jobId = address.searchParams.get('jobid') ?? '';
    return isJobId(jobId) ? { kind: 'job', jobId, certain: true } : { kind: 'bad', reason: 'This address of useapi holds no job ID.' };
  },
  allow,
  allowPicture,
};

export const useapi: JobSource = /* @__PURE__ */ jobSource(useapiProfile, { ask, test: (access) => ask('token-test-0', access), read });

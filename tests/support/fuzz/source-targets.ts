/** Sources of jobs by API: their answers, their links, and what people paste. */
import { JOB_STATES, type SeenJob } from '../../../lib/domain/jobs/job.ts';
import { type Answer, parseToken, type JobSource, type Question, type SourceReading } from '../../../lib/domain/jobs/job-source.ts';
import { readPasted, type Pasted } from '../../../lib/domain/jobs/pasted.ts';
import { parseBase, parseSourceSettings } from '../../../lib/domain/jobs/source-settings.ts';
import { deadlineOf } from '../../../lib/domain/clips/deadline.ts';
import { JOB_SOURCES } from '../../../lib/sources/jobs/list.ts';
import { brokenDocument, changeText, changeValue, HOSTILE_STRINGS } from './change.ts';
import type { Chance } from './chance.ts';
import { FAL_RESULTS, FAL_STATUSES, PIKA_VIDEOS, USEAPI_JOBS } from './documents.ts';
import type { Target } from './hunt.ts';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const NOW = Date.UTC(2026, 10, 21);
const STATUSES = [202, 204, 0, 301, 400, 401, 402, 403, 404, 410, 418, 422, 429, 500, 503, 504, 511, 999, -1];
const TYPES = ['application/json', 'application/json; charset=utf-8', 'text/html', 'text/plain', '', null];
const WAITS = [null, null, 0, -1, 5000, 1e15, Number.POSITIVE_INFINITY];

interface Asked {
  readonly question: Question;
  readonly answer: Answer;
}

function answerTarget(name: string, source: JobSource, seeds: readonly string[], question: (source: JobSource) => Question): Target {
  const access = { base: source.base, token: 'token-1234' };
  return {
    name,
    make(chance): Asked {
      const answer: Answer = {
        status: chance.often(0.7) ? 200 : chance.pick(STATUSES),
        contentType: chance.often(0.8) ? 'application/json' : chance.pick(TYPES),
        retryAfterMs: chance.pick(WAITS),
        bytes: new TextEncoder().encode(brokenDocument(seeds, chance)),
        redirect: chance.often(0.01),
        tooLarge: chance.often(0.01),
      };
      return { question: question(source), answer };
    },
    // The inputs are those of `make`.
    read: (input) => source.read((input as Asked).question, (input as Asked).answer, access, NOW),
    judge: (output) => judgeReading(output as SourceReading, source, 0),
  };
}

function judgeReading(reading: SourceReading, source: JobSource, depth: number): string | null {
  if (reading.kind === 'ask') return reading.next.url.startsWith(source.base) && depth === 0 ? null : 'asks somewhere else';
  if (reading.kind === 'job') return judgeJob(reading.job, source) ?? momentFault(reading.linksDieAt) ?? momentFault(reading.forgottenAt);
  const { message, waitMs, said } = reading.failure;
  if (!/\S.*\.$/.test(message) || message.length > 400) return 'has no sentence';
  if (!(waitMs >= 0 && waitMs <= 3_600_000)) return `waits ${waitMs}`;
  return said !== null && said.length > 200 ? 'says too much' : null;
}

function judgeJob(job: SeenJob, source: JobSource): string | null {
  if (job.jobId !== ID) return `takes ${job.jobId} for what was asked`;
  if (!JOB_STATES.includes(job.state) || job.rawStatus.length > 40) return 'has no state';
  if (job.progress !== null && !(job.progress >= 0 && job.progress <= 100)) return `is at ${job.progress} %`;
  if (job.error !== null && job.error.length > 300) return 'has an endless error';
  const stranger = job.videos.find(({ url, posterUrl }) => source.allow(url, source.base)?.url !== url || (posterUrl !== null && source.allowPicture(posterUrl, source.base) !== posterUrl));
  if (stranger !== undefined) return `lets ${stranger.url} through`;
  const { embeds = [], queuePosition = null, createdAt = null, updatedAt = null } = job.more ?? {};
  if (embeds.some(({ imageUrl }) => imageUrl !== null && !imageUrl.startsWith('https://'))) return 'has an embed of elsewhere';
  return momentFault(createdAt) ?? momentFault(updatedAt) ?? (queuePosition !== null && !Number.isInteger(queuePosition) ? 'stands between two places' : null);
}

function momentFault(at: number | null): string | null {
  return at === null || (at > Date.UTC(2020, 0) && at < Date.UTC(2201, 0)) ? null : `says ${at} is a moment`;
}

/** The question after a status that said COMPLETED. */
function resultQuestion(source: JobSource): Question {
  const access = { base: source.base, token: 'token-1234' };
  const bytes = new TextEncoder().encode('{"status":"COMPLETED"}');
  const reading = source.read(source.ask(ID, access), { status: 200, contentType: null, retryAfterMs: null, bytes, redirect: false, tooLarge: false }, access, NOW);
  if (reading.kind !== 'ask') throw new Error('asks for no result');
  return reading.next;
}

const SOURCES = Object.values(JOB_SOURCES);
const PASTED = [
  `${ID}\nnonsense\n20240109000001-user:1234-pika`,
  `\uFEFFDate;"Job ID";Prompt\r\n2026-01-02;${ID};"a ""red"" fox;\r\nruns"\r\n`,
  `source,jobid\npika-api,${ID}\nfal,${ID}\n`,
  `fox,${ID},done\n"owl, at night",1f8fad5b-d9cb-469f-a165-70867728950e,done`,
  `https://queue.fal.run/fal-ai/pika/requests/${ID}/status https://api.useapi.net/v1/pika/jobs/?jobid=job-00001 | https://devapi.pika.art/videos/${ID}`,
];
const LINKS = [
  'https://cdn.discordapp.com/attachments/110/120/a_cat_seed12.mp4?ex=65a1b2c3&is=658f3dc3&hm=0a1b&', 'https://v3.fal.media/files/penguin/a1b2_output.mp4',
  `https://cdn.pika.art/v1/${ID}/a_cat_seed12.mp4`, 'https://cdn.pika.art/results/pika2p5_final/0123456789abcdef0123456789abcdef.mp4?download', 'https://media.discordapp.net/ephemeral-attachments/1/2/x.mp4',
  'https://files.example.com/a.mp4?Expires=1790000000&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&se=2026-01-01&token=aa.eyJleHAiOjF9.bb',
];
const SETTINGS = ['{"useapi":{"on":true,"base":"https://a.example.com/v1"},"fal":{"on":false,"base":null},"pika-api":{"on":true,"base":null}}'];

function textFrom(seeds: readonly string[]): (chance: Chance) => string {
  return (chance) => (chance.often(0.02) ? chance.pick(HOSTILE_STRINGS) : changeText(chance.pick(seeds), chance));
}

const pastedTarget: Target = {
  name: 'pasted ids',
  make: textFrom(PASTED),
  read: (input) => readPasted(String(input), SOURCES.map((source) => ({ source, base: source.base, on: true })), 'fal'),
  judge(output) {
    const { jobs, bad } = output as Pasted;
    if (jobs.some(({ jobId }) => !/^[A-Za-z0-9_.:@-]{1,128}$/.test(jobId))) return 'takes what is no id';
    return bad.some(({ text, reason }) => text.length > 90 || !reason.endsWith('.')) ? 'names a bad one badly' : null;
  },
  // Each bad character may be named with a sentence.
  most: (size) => 20_000 + 150 * size,
};

const linkTarget: Target = {
  name: 'links of sources',
  make: textFrom(LINKS),
  read: (input) => ({ kind: 'links', links: SOURCES.map((source) => source.allow(input, source.base)), found: SOURCES.map((source) => source.recognise(String(input), source.base)), deadline: deadlineOf(String(input), NOW, 1000) }),
  judge(output) {
    const { links, deadline } = output as { links: readonly ReturnType<JobSource['allow']>[]; deadline: { at: number } };
    if (!Number.isFinite(deadline.at)) return 'has no deadline';
    const bad = links.find((link) => link !== null && !/^https:\/\/(?:[a-z0-9-]+\.)*(?:discordapp\.com|discordapp\.net|fal\.media|pika\.art)\/[^?#]+\.mp4(?:\?|$)/i.test(link.url));
    return bad === undefined || bad === null ? null : `lets ${bad.url} through`;
  },
};

const settingsTarget: Target = {
  name: 'source settings',
  make: (chance) => (chance.often(0.5) ? changeValue(JSON.parse(SETTINGS[0] ?? ''), chance) : changeText(chance.pick(['https://pika.example.com/api', 'Bearer user:1-abc']), chance)),
  read: (input) => ({ kind: 'settings', settings: parseSourceSettings(input), base: typeof input === 'string' ? parseBase(input) : null, token: parseToken(input) }),
  judge(output) {
    const { settings, base } = output as { settings: ReturnType<typeof parseSourceSettings>; base: ReturnType<typeof parseBase> | null };
    const bases = [...Object.values(settings).map((choice) => choice.base), base?.ok === true ? base.value : null].filter((one) => one !== null);
    const bad = bases.find((one) => !/^https:\/\/[a-z0-9.-]+\.[a-z0-9-]*[a-z][a-z0-9-]*(?:\/|$)/.test(one) || one.endsWith('/'));
    return bad === undefined ? null : `asks at ${bad}`;
  },
};

export const SOURCE_TARGETS: readonly Target[] = [
  answerTarget('useapi', JOB_SOURCES.useapi, USEAPI_JOBS, (source) => source.ask(ID, { base: source.base, token: 'token-1234' })),
  answerTarget('fal status', JOB_SOURCES.fal, FAL_STATUSES, (source) => source.ask(ID, { base: source.base, token: 'token-1234' })),
  answerTarget('fal result', JOB_SOURCES.fal, FAL_RESULTS, resultQuestion),
  answerTarget('pika-api', JOB_SOURCES['pika-api'], PIKA_VIDEOS, (source) => source.ask(ID, { base: source.base, token: 'token-1234' })),
  pastedTarget,
  linkTarget,
  settingsTarget,
];

/** What the services say of a job, as they spell it. */
import { urlsOf, type SimJob } from '../job.ts';
import { shapeOf } from '../media/bases.ts';
import { slug } from '../media/urls.ts';
import { hex } from '../random.ts';
import type { ApiJob, JobApis } from './apis.ts';

const SIZES = { landscape: [1280, 720], portrait: [720, 1280], square: [768, 768] } as const;

/** A link on Discord's CDN: dates in hex seconds, and a signature that no later generation accepts. */
export function signedLink(url: string, apis: JobApis, now: number): string {
  const issued = Math.floor(now / 1000).toString(16);
  const expires = Math.floor((now + apis.linkLifeMs) / 1000).toString(16);
  return `${url}?ex=${expires}&is=${issued}&hm=${signature(new URL(url).pathname, expires, apis.linkGeneration)}&`;
}

export function signature(path: string, expires: string, generation: number): string {
  return hex(`hm:${path}:${expires}:${generation}`, 64);
}

function useapiStatus(job: SimJob): string {
  if (job.state === 'queued') return 'created';
  if (job.state === 'pending') return (job.progress ?? 0) > 0 ? 'progress' : 'started';
  return { finished: 'completed', error: 'failed' }[job.state as string] ?? job.state;
}

/** useapi's whole model; what its documentation calls optional is left out where a real job has none. */
export function useapiDocument(api: ApiJob, apis: JobApis, now: number): Record<string, unknown> {
  const { job } = api;
  const status = useapiStatus(job);
  const done = status === 'completed';
  const head = `<@900000000000000001> Prompt: ${job.prompt} -ar 16:9 -seed ${job.seed}`;
  return {
    jobid: api.id,
    ...(api.parentJobId === null ? {} : { parentJobId: api.parentJobId, button: 'retry' }),
    verb: api.parentJobId === null ? 'pika-create' : 'pika-button',
    status,
    created: new Date(api.createdAt).toISOString(),
    updated: new Date(now).toISOString(),
    prompt: job.prompt,
    discord: 'ABC…secured…xyz',
    channel: '1100000000000000001',
    maxJobs: 10,
    messageId: '1200000000000000001',
    content: status === 'progress' ? `${head} (${job.progress}%)` : `${head}  Author: <@900000000000000001>`,
    timestamp: new Date(api.createdAt).toISOString().replace('Z', '000+00:00'),
    ...(done ? { buttons: ['retry'], attachments: api.fileless ? [] : [attachment(api, apis, now)] } : {}),
    embeds: [{ type: 'rich', description: status === 'moderated' ? 'This was stopped by the content filter.' : 'Pika' }],
    ...(job.error === '' ? {} : { error: 'Job failed', errorDetails: job.error }),
    code: 200,
    ...job.raw,
  };
}

function attachment({ job }: ApiJob, apis: JobApis, now: number): Record<string, unknown> {
  const { result } = urlsOf(job);
  const [width, height] = SIZES[shapeOf(job.aspectRatio)];
  return {
    id: `1300${job.number}`,
    content_type: 'video/mp4',
    filename: `${slug(job.prompt)}_seed${job.seed}.mp4`,
    url: signedLink(result, apis, now),
    proxy_url: signedLink(result.replace('//cdn.discordapp.com/', '//media.discordapp.net/'), apis, now),
    size: 7_204_115,
    width,
    height,
    ...job.rawVideo,
  };
}

/** fal's status. A request that failed is COMPLETED, too; its result then answers with the model's error. */
export function falStatus(api: ApiJob, origin: string, withLogs: boolean): Record<string, unknown> {
  const { job } = api;
  const root = `${origin}/fal-ai/pika/requests/${api.id}`;
  const state = job.state === 'queued' ? 'IN_QUEUE' : job.state === 'pending' ? 'IN_PROGRESS' : 'COMPLETED';
  const waited = job.plan === null ? 0 : Math.max(0, job.plan.queuedMs - job.age);
  return {
    status: state,
    request_id: api.id,
    response_url: root,
    status_url: `${root}/status`,
    cancel_url: `${root}/cancel`,
    ...(state === 'IN_QUEUE' ? { queue_position: Math.ceil(waited / 5000) } : {}),
    ...(withLogs && state !== 'IN_QUEUE' ? { logs: [logLine(api, 'Loading the model'), logLine(api, `Step ${job.progress ?? 0} of 100`)] } : { logs: null }),
    ...(state === 'COMPLETED' ? { metrics: { inference_time: 41.5 } } : {}),
    ...job.raw,
  };
}

function logLine(api: ApiJob, message: string): Record<string, unknown> {
  return { timestamp: new Date(api.createdAt).toISOString(), level: 'INFO', source: 'USER', message };
}

/** fal's result with its status code. */
export function falResult(api: ApiJob): { status: number; body: Record<string, unknown> } {
  const { job } = api;
  if (job.state === 'moderated') return { status: 422, body: { detail: [{ loc: ['body', 'prompt'], msg: 'The content could not be processed because it was flagged by a content checker.', type: 'content_policy_violation', input: {} }] } };
  if (job.state !== 'finished') return { status: 500, body: { detail: [{ loc: ['body'], msg: job.error || 'Something went wrong', type: 'internal_server_error' }] } };
  if (api.fileless) return { status: 200, body: {} };
  return { status: 200, body: { video: { url: urlsOf(job).result, content_type: 'video/mp4', file_name: 'output.mp4', file_size: 7_204_115, ...job.rawVideo } } };
}

/** devapi.pika.art. */
export function pikaApiDocument(api: ApiJob): Record<string, unknown> {
  const { job } = api;
  const status = job.state === 'pending' ? 'started' : job.state === 'error' ? 'failed' : job.state;
  return {
    id: api.id,
    status,
    progress: job.progress,
    ...(status === 'finished' && !api.fileless ? { url: urlsOf(job).result } : {}),
    ...(job.error === '' ? {} : { error: job.error }),
    ...job.raw,
  };
}

import type { JobSpec, SimJob } from '../job.ts';
import { wireParams } from '../listing.ts';
import { formFields } from '../multipart.ts';
import { cloudflareHeaders, corsHeaders, send, sendJson, type Exchange, type Headers } from '../reply.ts';

/** Paths that a generation was submitted to over the years, and the model each stood for when it names none. */
const SUBMITS: Readonly<Record<string, string>> = { '/generate': '1.0', '/generate/v1.5': '1.5', '/generate/v2': '2.5' };

/** api.pika.art: submitting generations, and nothing else. */
export async function api(exchange: Exchange): Promise<void> {
  const { request, url, seen, world } = exchange;
  const headers = { ...cloudflareHeaders(world, url.pathname), ...corsHeaders(exchange) };
  if (request.method === 'OPTIONS') {
    seen.kind = 'preflight';
    send(exchange, 204, 'text/plain', '', headers);
    return;
  }
  const model = SUBMITS[url.pathname];
  if (request.method !== 'POST' || model === undefined) {
    sendJson(exchange, 404, { message: 'Not Found' }, headers);
    return;
  }
  seen.kind = 'submit';
  await submit(exchange, model, headers);
}

async function submit(exchange: Exchange, defaultModel: string, headers: Headers): Promise<void> {
  const { world, request, trouble } = exchange;
  const fields = formFields(await exchange.body(), String(request.headers['content-type'] ?? ''));
  if (trouble.instead?.kind === 'refused' || trouble.instead?.kind === 'thrown') {
    sendJson(exchange, 200, { success: false, error: trouble.instead.body ?? 'Something went wrong' }, headers);
    return;
  }
  if (!world.loggedIn) {
    sendJson(exchange, 401, { message: 'Unauthorized' }, headers);
    return;
  }
  const job = world.addJob(specOf(fields, defaultModel, world.submitPlan));
  world.balance = Math.max(0, world.balance - job.creditCost);
  sendJson(exchange, 200, submitAnswer(job), headers);
}

function specOf(fields: ReadonlyMap<string, string>, defaultModel: string, plan: JobSpec['plan']): JobSpec {
  const model = fields.get('model') ?? defaultModel;
  const ratio = aspectRatio(fields.get('options'));
  return {
    prompt: fields.get('promptText') ?? '',
    model,
    contentType: fields.get('contentType') ?? 't2v',
    resolution: fields.get('resolution') ?? '720p',
    duration: Number(fields.get('duration') ?? '5'),
    creditCost: Number(fields.get('creditCost') ?? '12'),
    family: model === '2.5' ? 'results' : 'v1',
    ...(ratio === null ? {} : { aspectRatio: ratio }),
    ...(plan === undefined ? { state: 'queued' } : { plan }),
  };
}

function aspectRatio(options: string | undefined): number | null {
  try {
    const value = (JSON.parse(options ?? '{}') as { aspectRatio?: unknown } | null)?.aspectRatio;
    return typeof value === 'number' ? value : null;
  } catch {
    return null;
  }
}

function submitAnswer(job: SimJob): unknown {
  const generation = {
    id: job.id,
    promptText: job.prompt,
    params: wireParams(job),
    adjusted: false,
    upscaled: false,
    extended: 0,
    hasSfx: false,
    lipSynced: false,
    videos: [{ id: job.id, status: 'queued' }],
  };
  return { success: true, data: { id: job.id, generation } };
}

import { urlsOf, type SimJob } from './job.ts';

/** The user whom every job belongs to. */
export const USER_ID = '5c0b7c3e-8a44-4f0e-9d55-0d2f7a1b6e90';

/** What the listing and the submit answer repeat of what was asked for: neither names model, content type, resolution or cost. */
export function wireParams(job: SimJob): Record<string, unknown> {
  return {
    options: {
      aspectRatio: job.aspectRatio,
      frameRate: 24,
      camera: { zoom: null, pan: undefined },
      parameters: { guidanceScale: 12, motion: 1, negativePrompt: job.negativePrompt, seed: Number(job.seed) },
      extend: job.extended > 0,
    },
    userId: USER_ID,
    promptText: job.prompt,
    sfx: job.hasSfx,
    styleId: null,
  };
}

/** One entry of `data.results[]`. Keys of a file are absent while there is none. */
export function wireResult(job: SimJob): Record<string, unknown> {
  return {
    id: job.id,
    promptText: job.prompt,
    params: wireParams(job),
    adjusted: false,
    upscaled: job.upscaled,
    extended: job.extended,
    hasSfx: job.hasSfx,
    lipSynced: false,
    videos: [{ ...wireVideo(job), ...job.rawVideo }],
    ...job.raw,
  };
}

function wireVideo(job: SimJob): Record<string, unknown> {
  const head = { id: job.id, status: job.state, ...(job.progress === null ? {} : { progress: job.progress }) };
  if (job.state === 'finished') return { ...head, ...wireFile(job) };
  return job.error === '' ? head : { ...head, error: job.error };
}

function wireFile(job: SimJob): Record<string, unknown> {
  const urls = urlsOf(job);
  return {
    seed: Number(job.seed),
    resultUrl: urls.result,
    ...(urls.sharing === null ? {} : { sharingUrl: urls.sharing }),
    videoPoster: urls.poster,
    imageThumb: urls.thumb,
    duration: job.duration,
    error: '',
    feedback: 0,
    favorited: false,
    folders: [],
  };
}

/** The same prompt asked for several times shares one `params` object, as a server that caches rows does. */
export function shareParams(results: Record<string, unknown>[]): Record<string, unknown>[] {
  const seen = new Map<string, unknown>();
  return results.map((result) => {
    const key = JSON.stringify(result.params);
    if (!seen.has(key)) seen.set(key, result.params);
    return { ...result, params: seen.get(key) };
  });
}

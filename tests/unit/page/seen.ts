import { NO_REQUEST, NO_VARIANT, type SeenJob, type SeenVideo } from '../../../lib/domain/jobs/job.ts';

export function seenVideo(name: string, changes: Partial<SeenVideo> = {}): SeenVideo {
  return { videoId: null, url: `https://cdn.pika.art/results/x/${name}.mp4`, posterUrl: null, durationSeconds: null, ...changes };
}

export function seenJob(jobId: string, changes: Partial<SeenJob> = {}): SeenJob {
  return { jobId, state: 'running', rawStatus: 'pending', progress: null, error: null, request: NO_REQUEST, variant: NO_VARIANT, videos: [], ...changes };
}

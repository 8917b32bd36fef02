import type { Clip } from '../../lib/domain/clips/clip.ts';
import type { DownloadView } from '../../lib/domain/clips/download.ts';
import { wantSave } from '../../lib/domain/clips/attempt.ts';
import type { Save } from '../../lib/domain/clips/save.ts';
import { type Job, NO_REQUEST, NO_VARIANT, type SeenJob } from '../../lib/domain/jobs/job.ts';

/** Domain values for tests: say what matters, the rest is plausible. */
export const NOW = Date.UTC(2026, 10, 21, 12);

export function aSeenJob(over: Partial<SeenJob> = {}): SeenJob {
  return {
    jobId: '00000001-aaaa-4bbb-8ccc-000000000001',
    state: 'running',
    rawStatus: 'pending',
    progress: 10,
    error: null,
    request: NO_REQUEST,
    variant: NO_VARIANT,
    videos: [],
    ...over,
  };
}

export function aJob(over: Partial<Job> = {}): Job {
  return {
    id: 'pika-page:00000001-aaaa-4bbb-8ccc-000000000001',
    jobId: '00000001-aaaa-4bbb-8ccc-000000000001',
    source: 'pika-page',
    state: 'running',
    rawStatus: 'pending',
    progress: 10,
    error: null,
    request: NO_REQUEST,
    firstSeenAt: NOW,
    lastSeenAt: NOW,
    stateSince: NOW,
    movedAt: NOW,
    finishedAt: null,
    queuedAt: null,
    runningAt: null,
    lastActiveAt: null,
    anomalies: [],
    active: 1,
    order: NOW,
    ...over,
  };
}

export function aClip(over: Partial<Clip> = {}): Clip {
  return {
    id: 'aaaaaaaaaaaaaaa1',
    job: 'pika-page:00000001-aaaa-4bbb-8ccc-000000000001',
    pathKey: '/v1/00000001-aaaa-4bbb-8ccc-000000000001/fox_seed1.mp4',
    videoId: '00000001-aaaa-4bbb-8ccc-000000000001',
    variant: NO_VARIANT,
    url: 'https://cdn.pika.art/v1/00000001-aaaa-4bbb-8ccc-000000000001/fox_seed1.mp4',
    posterUrl: null,
    durationSeconds: 5,
    firstSeenAt: NOW,
    deadline: { at: NOW + 86_400_000, why: 'assumed' },
    ...over,
  };
}

export function aSave(over: Partial<Save> = {}): Save {
  return { ...wantSave(aClip(), NOW, false), ...over };
}

export function aDownload(over: Partial<DownloadView> = {}): DownloadView {
  return {
    id: 7,
    url: aClip().url,
    state: 'in_progress',
    reason: null,
    startTime: new Date(NOW).toISOString(),
    endedAt: null,
    filename: '/home/me/Downloads/Pika/fox - aaaaaaaaaa.mp4',
    bytes: 500,
    totalBytes: 1000,
    mime: 'video/mp4',
    exists: true,
    paused: false,
    canResume: false,
    dangerous: false,
    ours: true,
    unclaimed: false,
    ...over,
  };
}

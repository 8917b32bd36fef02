/** Files beside a saved video: a `.json` with everything that is known of it, and a `.txt` with its prompt. */
import type { Job } from '../jobs/job.ts';
import { NO_REQUEST } from '../jobs/job.ts';
import type { Clip } from './clip.ts';
import { sourceOfJob } from './elsewhere.ts';
import { isMadeUp } from './match.ts';
import type { Save } from './save.ts';
import type { SavingSettings } from './saving-settings.ts';

/** How far the files beside one clip are; kept from the moment it is saved until all are on disk. */
export interface SidecarRow {
  /** `Clip.id`. */
  readonly clip: string;
  /** Not before this moment. */
  readonly dueAt: number;
  /** Tries of whichever file is next. */
  readonly tries: number;
  /** Names that are on disk. */
  readonly done: readonly string[];
  /** What the browser is asked for, when it was first and last, and its id of the last: written before it is asked. */
  readonly asked: { readonly name: string; readonly at: number; readonly since: number; readonly downloadId: number | null } | null;
}

export interface SidecarFile {
  /** Relative to the browser's download folder, with `/`. */
  readonly name: string;
  readonly mime: string;
  readonly text: string;
}

/** The files that the settings want beside a saved clip; none for one whose file this ledger has not named. */
export function sidecarFiles(saving: Pick<SavingSettings, 'sidecar' | 'promptFile'>, save: Save, clip: Clip, job: Job | null): readonly SidecarFile[] {
  const stem = save.state === 'saved' ? stemOf(save) : null;
  if (stem === null) return [];
  const prompt = job?.request.prompt?.trim() ?? '';
  const files: SidecarFile[] = [];
  if (saving.sidecar) files.push({ name: `${stem}.json`, mime: 'application/json', text: `${JSON.stringify(sidecarOf(save, clip, job), null, 2)}\n` });
  if (saving.promptFile && prompt !== '') files.push({ name: `${stem}.txt`, mime: 'text/plain', text: `${prompt}\n` });
  return files;
}

/**
 * The video's path without its extension. A number that the browser has added is taken over; any other name that it really
 * got is not ours to write beside.
 */
function stemOf({ requestedName, finalName }: Save): string | null {
  if (requestedName === null) return null;
  const stem = requestedName.replace(/\.mp4$/i, '');
  const asked = stem.split('/').at(-1) ?? '';
  const real = (finalName?.split(/[/\\]/).at(-1) ?? '').replace(/\.mp4$/i, '');
  return stem + (real.startsWith(asked) ? (/^ ?\(\d{1,4}\)$/.exec(real.slice(asked.length))?.[0] ?? '') : '');
}

/** What stands in the `.json`. Moments are ISO 8601 in UTC, lengths seconds, sizes bytes and pixels; what is not known is null. */
function sidecarOf(save: Save, clip: Clip, job: Job | null) {
  const request = job?.request ?? NO_REQUEST;
  return {
    format: 'pika-keeper-clip',
    version: 1,
    file: save.finalName?.split(/[/\\]/).at(-1) ?? null,
    clip: clip.id,
    job: job === null || isMadeUp(job.id) ? null : job.jobId,
    source: sourceOfJob(clip.job),
    /** The job that this one was made from, and what its source calls what was asked for. */
    parent: job?.more?.parentJobId ?? null,
    verb: job?.more?.verb ?? null,
    videoId: clip.videoId,
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    model: request.model,
    feature: request.feature,
    aspectRatio: request.aspectRatio,
    resolution: request.resolution,
    duration: request.durationSeconds ?? clip.durationSeconds,
    seed: request.seed,
    credits: request.creditCost,
    variant: clip.variant,
    times: {
      created: isoOf(job?.more?.createdAt ?? null),
      firstSeen: isoOf(clip.firstSeenAt),
      queued: isoOf(job?.queuedAt ?? null),
      running: isoOf(job?.runningAt ?? null),
      finished: isoOf(job?.finishedAt ?? null),
      updated: isoOf(job?.more?.updatedAt ?? null),
      saved: isoOf(save.savedAt),
    },
    size: save.bytes,
    measured: save.measured ?? null,
    /** How the file was proven whole. A checksum would take reading the whole file again, and no source gives one: there is none. */
    proof: save.proof,
    checksum: null,
  };
}

function isoOf(at: number | null): string | null {
  return at === null || !(Math.abs(at) <= 8.64e15) ? null : new Date(at).toISOString();
}

/** Clips and jobs for the Clips and Jobs views, as many as wanted and the same each time. */
import type { Clip } from '../../lib/domain/clips/clip.ts';
import type { Save, SaveProblemKind } from '../../lib/domain/clips/save.ts';
import { type ClipEntry, entryOf } from '../../lib/domain/clips/view/entry.ts';
import type { Shelf } from '../../lib/domain/dashboard/shelf.ts';
import type { Job } from '../../lib/domain/jobs/job.ts';
import { byActivity, jobEntryOf } from '../../lib/domain/jobs/view/entry.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { makeClip, makeJob, makeSave } from './popup-data.ts';
import { seeded } from './seeded.ts';

export interface StoredClip {
  readonly job: Job;
  readonly clip: Clip;
  readonly save: Save;
}

const SUBJECTS = ['A red fox runs through fresh snow', 'Neon koi swim between skyscrapers', 'Steam rises from a cup of coffee', 'A paper boat drifts down a rainy street', 'Une crème brûlée, macro', 'Ein Läufer im Nebel', '雨に濡れた夕暮れの通り', 'Sneaker splashing through a puddle', 'An astronaut waters a cactus on the moon', 'Timelapse of a city skyline'];
const LIGHTS = ['at dawn', 'golden hour', 'studio light, product shot', 'slow motion', 'handheld, 35 mm', 'neon reflections, slow dolly in'];
const MODELS = ['2.5', '2.2', 'Turbo', '2.5 Pro'];

/** Such clips as a busy year leaves; the first are the newest. Ids have 16 characters of base 32. */
export function storedClips(count: number, now: number): StoredClip[] {
  const random = seeded(20_260_314);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item; // random() < 1 and no list is empty
  return Array.from({ length: count }, (_, number) => {
    const at = now - number * 50 * MINUTE - Math.floor(random() * 10 * MINUTE);
    const prompt = `${pick(SUBJECTS)}, ${pick(LIGHTS)} (take ${number + 1})`;
    const request = { prompt, model: pick(MODELS), seed: String(Math.floor(random() * 1e9)), aspectRatio: pick([16 / 9, 9 / 16, 1]), feature: pick(['t2v', 'i2v', 'pikaframes']), creditCost: 15 };
    const job = makeJob(number + 1, { request, firstSeenAt: at, lastSeenAt: at, movedAt: at, stateSince: at, finishedAt: at, order: at });
    const id = `${number.toString(32).padStart(6, '0').replaceAll(/[^0-9a-z]/gu, '0')}aaaaaaaaaa`;
    const clip = makeClip(id, job.id, { firstSeenAt: at, videoId: job.jobId, deadline: { at: at + 24 * HOUR, why: 'assumed' } });
    return { job, clip, save: makeSave(id, { ...stateOf(number, now), deadlineAt: clip.deadline.at, requestedName: `Pika/take ${number + 1} - ${id.slice(0, 10)}.mp4` }) };
  });
}

function stateOf(number: number, now: number): Partial<Save> {
  const trouble = (state: Save['state'], kind: SaveProblemKind, httpStatus: number | null = null): Partial<Save> => ({ state, problem: { kind, at: now - MINUTE, httpStatus } });
  if (number === 0) return { state: 'downloading', bytes: 2_600_000, totalBytes: 4_215_000 };
  if (number < 4) return { state: 'wanted' };
  if (number % 97 === 5) return trouble('failed', 'browser-blocked');
  if (number % 89 === 6) return trouble('lost', 'link-dead', 404);
  if (number % 83 === 7) return trouble('skipped', 'cancelled');
  return { state: 'saved', savedAt: now - number * 50 * MINUTE, bytes: 3_100_000 + number * 997, measured: { width: 1280, height: 720, durationSeconds: 5 } };
}

/** The clips as the dashboard has them once everything is read. */
export function shelfOf(stored: readonly StoredClip[], more: readonly Job[] = []): Shelf {
  const clips: ClipEntry[] = stored.map(({ clip, job, save }) => entryOf(clip, job, save));
  const jobs = [...more.map((job) => jobEntryOf(job, [])), ...stored.map(({ job, save }) => jobEntryOf(job, [save]))].sort(byActivity);
  return { clips, jobs, total: clips.length, complete: true };
}

/** Jobs that have no clip: under way, stuck, failed, filtered, of other sources. */
export function openJobs(now: number): Job[] {
  const under = { lastSeenAt: now - 5 * SECOND, movedAt: now - 8 * SECOND };
  return [
    makeJob(90_001, { state: 'running', progress: 64, firstSeenAt: now - 200 * SECOND, order: now, ...under, request: { prompt: 'A lighthouse in a storm, waves breaking over it' } }),
    makeJob(90_002, { state: 'queued', firstSeenAt: now - 48 * SECOND, order: now - 1, ...under, request: { prompt: 'Macro shot of espresso pouring into a glass cup', model: 'Turbo' } }),
    makeJob(90_003, { state: 'running', progress: 99, firstSeenAt: now - 41 * MINUTE, order: now - 2, lastSeenAt: now - 5 * SECOND, movedAt: now - 26 * MINUTE, anomalies: [{ at: now - 27 * MINUTE, kind: 'went-backwards', detail: 'running to queued' }], request: { prompt: 'Stuck at the last percent' } }),
    makeJob(90_004, { state: 'failed', error: 'Internal error: model 2.5 is not available at the moment, please try again in a few minutes or choose another model', order: now - 3, stateSince: now - 12 * MINUTE, anomalies: [{ at: now - 13 * MINUTE, kind: 'went-backwards', detail: 'running to queued' }], request: { prompt: 'Dancer in a red dress, spinning, motion blur, seen from above' } }),
    makeJob(90_005, { state: 'moderated', order: now - 4, stateSince: now - 30 * MINUTE, request: { prompt: 'Something that the filter did not like' } }),
    { ...makeJob(90_006, { state: 'running', progress: 12, firstSeenAt: now - 90 * SECOND, order: now - 5, ...under, request: { prompt: 'Sent through useapi: a train crosses a viaduct' } }), id: 'useapi:job-90006', source: 'useapi' },
  ];
}

import { sourceOfJob } from '../../lib/domain/clips/elsewhere.ts';
import { bareName, clipFileName, fallbackName } from '../../lib/domain/clips/filename.ts';
import { wallClock } from '../../lib/domain/clips/gate.ts';
import { counts, templateOf } from '../../lib/domain/clips/template.ts';
import { NO_REQUEST } from '../../lib/domain/jobs/job.ts';
import { clipsNamed } from '../../lib/store/ledger.ts';
import { takeNumber } from '../../lib/store/saving.ts';
import { readClipSettings } from '../../lib/store/settings.ts';
import type { Row } from '../../lib/tasks/saves/ports.ts';
import type { Core } from './core.ts';

/** The name that the template makes; a plainer one where the browser has refused that; never one that another clip asks for. */
export async function nameClip(core: Core, { save, clip }: Row): Promise<{ name: string; number: number | null }> {
  const db = await core.openStore();
  const [{ folder, saving }, job] = await Promise.all([readClipSettings(db), db.get('jobs', clip.job)]);
  const fallback = fallbackName(clip.id, folder);
  if (save.problem?.kind === 'name-refused') {
    const isPlain = save.requestedName === fallback || save.requestedName === bareName(clip.id);
    return { name: isPlain ? bareName(clip.id) : fallback, number: null };
  }
  const template = templateOf(saving.template);
  const number = counts(template) ? await takeNumber(db, clip.id) : null;
  const { prompt, model, seed, aspectRatio, resolution } = job?.request ?? NO_REQUEST;
  const made = { prompt, model, seed, aspectRatio, resolution, source: sourceOfJob(clip.job), jobId: job?.jobId ?? null };
  const name = clipFileName({ ...made, clipId: clip.id, folder, wallAt: wallClock(clip.firstSeenAt), number }, template);
  const others = (await clipsNamed(db, name)).filter((id) => id !== clip.id);
  return { name: others.length === 0 ? name : fallback, number };
}

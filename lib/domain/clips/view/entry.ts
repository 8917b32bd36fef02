/** One clip of the Clips view: what the store holds of it, and what it is found by. */
import type { Job } from '../../jobs/job.ts';
import { fold } from '../../fold.ts';
import type { Clip } from '../clip.ts';
import type { Save } from '../save.ts';

export interface ClipEntry {
  readonly clip: Clip;
  readonly save: Save | null;
  /** Null for a clip whose job is not stored. */
  readonly job: Job | null;
  /** All that it is found by, folded once, so that a search only has to look. */
  readonly key: string;
}

/** Parts of a key stand apart by this, which nobody types: no phrase reaches over it. */
const APART = '\n';

/** @param before the entry as it was; its key is kept where nothing that it is made of has changed */
export function entryOf(clip: Clip, job: Job | null, save: Save | null, before?: ClipEntry): ClipEntry {
  const same = before !== undefined && keyParts(before).join(APART) === keyParts({ clip, job, save }).join(APART);
  return { clip, job, save, key: same ? before.key : keyParts({ clip, job, save }).map(fold).join(APART) };
}

function keyParts({ clip, job, save }: Omit<ClipEntry, 'key'>): string[] {
  const { prompt = null, negativePrompt = null, seed = null } = job?.request ?? {};
  const parts = [prompt, negativePrompt, seed, baseName(save), job?.jobId ?? null, clip.videoId, clip.id];
  return parts.filter((part) => part !== null).filter((part) => part !== '');
}

/** The file's own name, without folders; the path may come from Windows or not. Null before there is one. */
export function baseName(save: Save | null): string | null {
  const path = save?.finalName ?? save?.requestedName ?? null;
  return path?.split(/[\\/]/u).at(-1) ?? null;
}

/** A save that is neither on disk nor given up: its link's end matters. */
export function isUnsaved({ save }: Pick<ClipEntry, 'save'>): boolean {
  return save === null || save.state === 'wanted' || save.state === 'downloading' || save.state === 'verifying' || save.state === 'failed';
}

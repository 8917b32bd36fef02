import { createHash } from 'node:crypto';
import type { Simulator } from './browser.ts';
import type { SavedFile } from './files.ts';

/** What became of the clips that were promised to be on disk. */
export interface Verdict {
  /** Prompts of finished jobs whose file is not on disk, whole. */
  readonly missing: readonly string[];
  /** Names of files that hold a clip which another file holds too. */
  readonly twice: readonly string[];
  /** Names of files that are no finished clip's. */
  readonly strange: readonly string[];
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Compares the files on disk, byte for byte, with what the media hosts serve for every finished job. */
export function judgeFiles({ world, clipDigest }: Simulator, files: readonly SavedFile[]): Verdict {
  const promised = new Map(world.finished().map((job) => [clipDigest(job.id).sha256, job.prompt]));
  const seen = new Set<string>();
  const twice: string[] = [];
  const strange: string[] = [];
  for (const { bytes, name } of files) {
    const hash = digest(bytes);
    if (!promised.has(hash)) strange.push(name);
    else if (seen.has(hash)) twice.push(name);
    seen.add(hash);
  }
  return { missing: [...promised].filter(([hash]) => !seen.has(hash)).map(([, prompt]) => prompt), twice, strange };
}

/** Whether each finished clip is on disk, whole, once, and nothing else is. */
export function isKept({ missing, twice, strange }: Verdict): boolean {
  return missing.length + twice.length + strange.length === 0;
}

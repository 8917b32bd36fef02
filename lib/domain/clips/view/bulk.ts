/** What can be done with several clips at once. */
import { jobTitle } from '../../jobs/words.ts';
import type { Save } from '../save.ts';
import { baseName, type ClipEntry } from './entry.ts';

/** Ids of the clips that each action is for; what an action would not change is not among them. */
export interface Bulk {
  /** Given up or skipped: to be saved after all. */
  readonly save: readonly string[];
  /** Failed, or waiting for a later try. */
  readonly retry: readonly string[];
  /** On disk, as far as we know: to be saved once more, beside the file that is there. */
  readonly again: readonly string[];
  /** Neither on disk nor on its way: to be left alone. */
  readonly skip: readonly string[];
}

type Action = keyof Bulk;

export function bulkOf(entries: readonly ClipEntry[]): Bulk {
  const ids = (action: Action): readonly string[] => entries.filter(({ save }) => actionsFor(save).includes(action)).map(({ clip }) => clip.id);
  return { save: ids('save'), retry: ids('retry'), again: ids('again'), skip: ids('skip') };
}

export function actionsFor(save: Save | null): readonly Action[] {
  switch (save?.state) {
    case undefined:
      return [];
    case 'saved':
      return ['again'];
    case 'skipped':
      return ['save'];
    case 'lost':
      return ['save', 'skip'];
    case 'failed':
      return ['retry', 'skip'];
    case 'wanted':
      return save?.problem === null ? ['skip'] : ['retry', 'skip'];
    case 'downloading':
    case 'verifying':
      return [];
  }
}

/** The prompts of several clips, each once, one a paragraph; a clip without one adds nothing. */
export function promptsOf(entries: readonly ClipEntry[]): string {
  const prompts = entries.map(({ job }) => job?.request.prompt?.trim() ?? '').filter((prompt) => prompt !== '');
  return [...new Set(prompts)].join('\n\n');
}

/** What a person calls the clip. */
export function titleOf({ clip, job, save }: ClipEntry): { readonly text: string; readonly isPrompt: boolean } {
  if (job !== null) return jobTitle(job.request, job.jobId);
  return { text: baseName(save) ?? `Video · ${clip.id.slice(0, 8)}`, isPrompt: false };
}

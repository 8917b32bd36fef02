import type { Source } from '../jobs/job.ts';

/** Where a video may still be when its link is dead and its source has none: told when a clip is lost. */
export function whereElse(source: Source): string {
  switch (source) {
    case 'pika-page':
      return 'If your Pika library or its history still shows it, open it there.';
    case 'useapi':
      return 'Look at the Pika bot’s messages to you on Discord: the original may still hold it.';
    case 'fal':
      return 'Look among your requests on fal’s site, or ask fal’s support with the job’s ID.';
    case 'pika-api':
      return 'Ask the support of Pika’s API with the job’s ID.';
  }
}

/** The source's name in a sentence. */
export function sourceName(source: Source): string {
  switch (source) {
    case 'pika-page':
      return 'Pika';
    case 'useapi':
      return 'useapi';
    case 'fal':
      return 'fal';
    case 'pika-api':
      return 'Pika’s API';
  }
}

/** A source that is asked by job ID, and so can be asked again for a fresh link. pika.art has to be opened instead. */
export function canBeAsked(source: Source): boolean {
  return source !== 'pika-page';
}

/** The source that a job's id begins with; `pika-page` for anything else. */
export function sourceOfJob(jobId: string): Source {
  return (['useapi', 'fal', 'pika-api'] as const).find((source) => jobId.startsWith(`${source}:`)) ?? 'pika-page';
}

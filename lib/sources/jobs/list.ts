/** Every source of jobs that is asked by API. A new one is a file beside this one and a line here. */
import type { ApiSourceId } from '../../domain/jobs/job.ts';
import type { JobSource } from '../../domain/jobs/job-source.ts';

export const JOB_SOURCES: readonly JobSource[] = [];

/** The source of that id, or null where there is none. */
export function jobSource(id: ApiSourceId): JobSource | null {
  return JOB_SOURCES.find((source) => source.id === id) ?? null;
}

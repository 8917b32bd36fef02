/** Every source of jobs that is asked by API. A new one is a file beside this one and a line here. */
import type { ApiSourceId } from '../../domain/jobs/job.ts';
import type { JobSource } from '../../domain/jobs/job-source.ts';
import { fal } from './fal.ts';
import { pikaApi } from './pika-api.ts';
import { useapi } from './useapi.ts';

export const JOB_SOURCES: Readonly<Record<ApiSourceId, JobSource>> = { useapi, fal, 'pika-api': pikaApi };

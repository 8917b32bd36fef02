/**
 * Every source of jobs that is asked by API. A new one is a file beside this one and its two names here. Screens take the
 * profiles alone, so that what reads answers is not part of them.
 */
import type { ApiSourceId } from '../../domain/jobs/job.ts';
import type { JobSource, SourceProfile } from '../../domain/jobs/job-source.ts';
import { fal, falProfile } from './fal.ts';
import { pikaApi, pikaApiProfile } from './pika-api.ts';
import { useapi, useapiProfile } from './useapi.ts';

export const SOURCE_PROFILES: Readonly<Record<ApiSourceId, SourceProfile>> = { useapi: useapiProfile, fal: falProfile, 'pika-api': pikaApiProfile };

export const JOB_SOURCES: Readonly<Record<ApiSourceId, JobSource>> = { useapi, fal, 'pika-api': pikaApi };

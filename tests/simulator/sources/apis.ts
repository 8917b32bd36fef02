/** Services that make videos and are asked by job id: whose jobs there are, who may ask, and how their links live. */
import { hex, uuid } from '../random.ts';
import type { FaultSpec } from '../faults.ts';
import type { JobSpec, SimJob } from '../job.ts';

export type SimSource = 'useapi' | 'fal' | 'pika-api';

/** Host and first part of the path of each service. */
export const API_PLACES: Readonly<Record<SimSource, { readonly host: string; readonly path: string }>> = {
  useapi: { host: 'api.useapi.net', path: '/v1/pika' },
  fal: { host: 'queue.fal.run', path: '/fal-ai/pika' },
  'pika-api': { host: 'devapi.pika.art', path: '' },
};

/** A service that speaks useapi's language somewhere else; it serves the same jobs. */
export const COMPATIBLE_HOST = 'pika.compatible.example.com';

export interface ApiJobSpec extends JobSpec {
  /** useapi's job that this one was made from. */
  readonly parentJobId?: string;
}

export interface ApiJob {
  readonly source: SimSource;
  /** The id that it is asked by. */
  readonly id: string;
  /** The truth behind it; `world.finishJob(api.job.id)` and the like move it. */
  readonly job: SimJob;
  readonly createdAt: number;
  readonly parentJobId: string | null;
  /** How often it was asked for. */
  asked: number;
  /** It is not known any more: 404. */
  forgotten: boolean;
  /** Says that it is finished and names no file. */
  fileless: boolean;
  /** The next answers of this number end in the middle. */
  cut: number;
}

/** What the services need of the world. */
interface Ground {
  now(): number;
  addJob(spec: JobSpec): SimJob;
  setFault(fault: FaultSpec): number;
  touch(): void;
}

/** How an answer goes wrong for one job. */
export interface Refusal {
  /** Value of Retry-After as it is sent: seconds, an HTTP date, or nonsense. */
  readonly retryAfter?: string;
  /** Ends by itself after so many requests. */
  readonly times?: number;
  /** Laid over the body that the service would send. */
  readonly body?: Readonly<Record<string, unknown>>;
}

export class JobApis {
  readonly jobs = new Map<string, ApiJob>();
  readonly tokens: Record<SimSource, string> = { useapi: 'user:1234-useapi-test-token', fal: 'fal-test-id:fal-test-secret', 'pika-api': 'pk_pika_test_key' };
  /** Off: 402 from useapi, 403 "locked" from fal, 402 from Pika. */
  readonly credit: Record<SimSource, boolean> = { useapi: true, fal: true, 'pika-api': true };
  /** How long a link on Discord lives from the answer that names it. */
  linkLifeMs = 24 * 3_600_000;
  /** Links of earlier generations are dead, whatever their date says. */
  linkGeneration = 0;
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Adds a job. It stands in no listing of pika.art. */
  add(source: SimSource, spec: ApiJobSpec = {}): ApiJob {
    const family = spec.family ?? ({ useapi: 'discord', fal: 'fal', 'pika-api': 'results' } as const)[source];
    const number = this.jobs.size;
    const id = spec.id ?? (source === 'useapi' ? `20240109${String(number).padStart(6, '0')}-user:1234-pika-${hex(`useapi:${number}`, 8)}` : uuid(`api:${source}:${number}`));
    // The id by which the world knows it has the form of Pika's own.
    const job = this.#ground.addJob({ ...spec, id: uuid(`world:${source}:${id}`), family });
    job.hidden = true;
    const api: ApiJob = { source, id, job, createdAt: this.#ground.now(), parentJobId: spec.parentJobId ?? null, asked: 0, forgotten: false, fileless: false, cut: 0 };
    this.jobs.set(`${source}:${id}`, api);
    this.#ground.touch();
    return api;
  }

  find(source: SimSource, id: string): ApiJob | null {
    return this.jobs.get(`${source}:${id}`) ?? null;
  }

  /** Every link that was given so far is dead; the next answer about a job names a fresh one. */
  expireLinks(): void {
    this.linkGeneration += 1;
    this.#ground.touch();
  }

  /** The next answers about one job are refusals in the service's own form. Returns an id for `world.clearFault`. */
  refuse(api: ApiJob, status: number, { retryAfter, times, body }: Refusal = {}): number {
    return this.#fault(api, {
      kind: 'answer',
      status,
      body: JSON.stringify({ ...errorBody(api.source, status, api.id), ...body }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(times === undefined ? {} : { times }),
    });
  }

  /** Any other fault of `faults.ts`, for requests about one job: `hang`, `html`, `status`, `reset`, `portal`, … */
  break(api: ApiJob, fault: Omit<FaultSpec, 'host' | 'path'>): number {
    return this.#fault(api, fault);
  }

  #fault(api: ApiJob, fault: Omit<FaultSpec, 'host' | 'path'>): number {
    const id = encodeURIComponent(api.id).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.#ground.setFault({ ...fault, host: API_PLACES[api.source].host, path: new RegExp(`${id}(?:[/?&]|$)`) });
  }
}

const USEAPI_ERRORS: Readonly<Record<number, string>> = {
  400: 'Query param jobid not provided',
  401: 'Unauthorized',
  402: 'Account has no subscription or subscription expired',
  429: 'Too many requests',
  504: 'Query is full, please try again later',
};

/** What each service says with an error status. */
export function errorBody(source: SimSource, status: number, id: string): Record<string, unknown> {
  if (source === 'useapi') return { error: status === 404 ? `Unable to locate job ${id}` : (USEAPI_ERRORS[status] ?? 'Internal error'), code: status };
  if (source === 'fal') return { detail: FAL_ERRORS[status] ?? 'Internal Server Error' };
  if (status === 422) return { detail: [{ loc: ['path', 'video_id'], msg: 'value is not a valid uuid', type: 'type_error.uuid' }] };
  return { message: status === 404 ? 'Video not found' : status === 401 ? 'Invalid API key' : 'Something went wrong' };
}

const FAL_ERRORS: Readonly<Record<number, string>> = {
  401: 'Cannot access application "fal-ai/pika". Authentication is required to access this application.',
  403: 'User is locked. Reason: Exhausted balance.',
  404: 'Request not found',
  422: 'Invalid request ID',
  429: 'Rate limit exceeded',
};

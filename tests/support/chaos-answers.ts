import type { Answer as SourceAnswer, Question } from '../../lib/domain/jobs/job-source.ts';
import { transportFailure, type SourceFailure } from '../../lib/domain/jobs/source-failure.ts';
import type { ServerCopy } from '../../lib/domain/clips/proof.ts';
import type { FaultSpec } from '../simulator/faults.ts';
import type { StoredFile } from '../simulator/media/files.ts';
import { API_PLACES, errorBody, type SimSource } from '../simulator/sources/apis.ts';
import { falResult, falStatus, pikaApiDocument, signature, useapiDocument } from '../simulator/sources/documents.ts';
import type { World } from '../simulator/world.ts';
import type { Answer } from './fake-downloads.ts';

/**
 * The simulator's world without its sockets: what its hosts say, faults included, to a poller, a browser's downloads and a look
 * at a server's copy.
 */

const PAGE_BYTES = 500;
const DEAD: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/** How a media host answers a download. */
export function answerDownload(world: World, url: string, random: () => number): Answer {
  const file = liveFile(world, url);
  const { instead, changes } = trouble(world, url, file?.id ?? null, false);
  if (instead?.kind === 'status') return { kind: 'refuse', reason: DEAD.has(instead.status ?? 500) ? 'link-dead' : 'server' };
  if (instead?.kind === 'reset') return { kind: 'break', reason: 'network' };
  if (instead?.kind === 'html') return { kind: 'file', bytes: PAGE_BYTES, mime: 'text/html' };
  if (file === null) return { kind: 'refuse', reason: 'link-dead' };
  if (changes.has('cut')) return { kind: 'break', reason: 'network', at: Math.floor(file.body.size / 2) };
  const bytes = changes.has('short') ? shortened(file) : file.body.size;
  return { kind: 'file', bytes, headersAfter: changes.has('delay') ? Math.floor(random() * 70_000) : 0 };
}

/** What a look at the server's copy tells. */
export function copyAt(world: World, url: string): ServerCopy {
  const file = liveFile(world, url);
  const { instead, changes } = trouble(world, url, file?.id ?? null, true);
  const status = instead?.kind === 'status' ? (instead.status ?? 500) : null;
  if (status !== null) return DEAD.has(status) ? { kind: 'link-dead', httpStatus: status } : { kind: 'unavailable', httpStatus: status };
  if (instead?.kind === 'reset' || changes.has('cut')) return { kind: 'unavailable', httpStatus: null };
  if (instead?.kind === 'html') return { kind: 'not-a-video', size: PAGE_BYTES };
  if (file === null) return { kind: 'link-dead', httpStatus: 404 };
  return changes.has('short') ? { kind: 'truncated', size: shortened(file) } : { kind: 'whole', size: file.body.size };
}

const shortened = (file: StoredFile): number => Math.floor(file.body.size * 0.6);

/** Discord's links live only as long as they say, and as their signature is the present one. */
function liveFile(world: World, url: string): StoredFile | null {
  const { hostname, pathname, searchParams } = new URL(url);
  if (!hostname.startsWith('cdn.discord')) return world.file(url);
  const ex = searchParams.get('ex') ?? '';
  const lives = searchParams.get('hm') === signature(pathname, ex, world.apis.linkGeneration) && Number.parseInt(ex, 16) * 1000 > world.now();
  return lives ? world.file(url) : null;
}

function trouble(world: World, url: string, clip: string | null, ranged: boolean) {
  const { hostname, pathname, search } = new URL(url);
  return world.faults.take({ host: hostname, path: pathname + search, method: 'GET', clip, ranged });
}

/** How a service answers one question. */
export function answerQuestion(world: World, source: SimSource, question: Question): SourceAnswer | SourceFailure {
  const { instead } = trouble(world, question.url, null, false);
  if (instead !== null) return troubled(source, instead);
  const api = world.apis.find(source, question.jobId);
  if (api === null || api.forgotten) return asJson(404, errorBody(source, 404, question.jobId));
  api.asked += 1;
  const { status, body } =
    source === 'useapi' ? { status: 200, body: useapiDocument(api, world.apis, world.now()) }
    : source === 'pika-api' ? { status: 200, body: pikaApiDocument(api) }
    : question.step === 'result' ? falResult(api)
    : { status: 202, body: falStatus(api, `https://${API_PLACES.fal.host}`, true) };
  const whole = JSON.stringify(body);
  if (api.cut === 0) return asText(status, whole, 'application/json');
  api.cut -= 1;
  return asText(status, whole.slice(0, whole.length / 2), 'application/json');
}

function troubled(source: SimSource, { body = '', kind, retryAfter, status = 500 }: FaultSpec): SourceAnswer | SourceFailure {
  if (kind === 'hang') return transportFailure('timeout', source);
  if (kind === 'reset') return transportFailure('network', source);
  if (kind === 'html') return asText(200, '<!doctype html><title>Hello</title>', 'text/html');
  return asText(status, body, 'application/json', retryAfter === undefined ? null : Number(retryAfter) * 1000);
}

const asJson = (status: number, body: object): SourceAnswer => asText(status, JSON.stringify(body), 'application/json');

function asText(status: number, body: string, contentType: string, retryAfterMs: number | null = null): SourceAnswer {
  return { status, contentType, retryAfterMs, bytes: new TextEncoder().encode(body), redirect: false, tooLarge: false };
}

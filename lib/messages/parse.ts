import { BACKFILL_COMMANDS } from '../domain/clips/backfill.ts';
import { PAGE_ASKS } from '../domain/clips/bulk.ts';
import { MAX_WINDOWS } from '../domain/health/maintenance.ts';
import { isMonitorId, type MonitorId } from '../domain/health/monitor.ts';
import { FOREVER } from '../domain/health/pauses.ts';
import { JOB_STATES, type JobRequest, type JobState, type SeenJob, type SeenVideo, type Variant } from '../domain/jobs/job.ts';
import { API_SOURCES } from '../domain/jobs/source-settings.ts';
import { SUBMIT_FATES } from '../domain/jobs/submits.ts';
import { parsePageChoice } from '../domain/page-choice.ts';
import { fittingShapes, MAX_SHAPE_TEXT, READER_STATES } from '../domain/reader-watch.ts';
import { MAX_ASKED, MAX_CARDS, MAX_JOBS, MAX_LOOSE, type Message, PAGE_NOTICES, type PageNotice } from './protocol.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Turns an unknown value into a message, or null. The result is built anew from known own fields with bounded
 * values, so nothing else that the sender attached gets through; one bad job does not cost the others.
 */
export function parseMessage(raw: unknown): Message | null {
  const fields = fieldsOf(raw);
  return fields && (parsePageMessage(fields) ?? parseUiMessage(fields));
}

/** What the helper on pika.art says. */
function parsePageMessage(fields: Fields): Message | null {
  switch (fields['type']) {
    case 'page:sightings':
      return { type: 'page:sightings', jobs: list(fields['jobs'], MAX_JOBS, parseJob), loose: list(fields['loose'], MAX_LOOSE, parseVideo) };
    case 'page:notice': {
      const notice = PAGE_NOTICES.find((one): one is PageNotice => one === fields['notice']);
      return notice ? { type: 'page:notice', notice } : null;
    }
    case 'page:reader': {
      const state = READER_STATES.find((one) => one === fields['state']);
      return state ? { type: 'page:reader', state, shapes: fittingShapes(list(fields['shapes'], 20, (one) => text(one, MAX_SHAPE_TEXT + 1))) } : null;
    }
    case 'page:balance':
      return { type: 'page:balance', credits: number(fields['credits'], 0, 1_000_000_000) };
    case 'page:refusal':
      return { type: 'page:refusal', request: parseRequest(fieldsOf(fields['request']) ?? {}), error: text(fields['error'], 300) ?? '' };
    case 'page:submit': {
      const { id, prompt, at, fate } = fieldsOf(fields['submit']) ?? {};
      const known = SUBMIT_FATES.find((one) => one === fate);
      const name = text(id, 40);
      return known && name ? { type: 'page:submit', submit: { id: name, prompt: text(prompt, 4000) ?? '', at: number(at, 0, FOREVER) ?? 0, fate: known } } : null;
    }
    case 'page:cards':
      return { type: 'page:cards', urls: urls(fields['urls']) };
    case 'page:save': {
      const ask = PAGE_ASKS.find((one) => one === fields['ask']);
      return ask ? { type: 'page:save', urls: urls(fields['urls']), ask } : null;
    }
    case 'page:walked':
      return { type: 'page:walked', ended: fields['ended'] === true, touched: fields['touched'] === true };
    case 'page:shows':
      return { type: 'page:shows', shows: parsePageChoice(fields['shows']) };
    case 'page:backfill': {
      const command = BACKFILL_COMMANDS.find((one) => one === fields['command']);
      return command ? { type: 'page:backfill', command } : null;
    }
    case 'page:summary':
      return { type: 'page:summary' };
    default:
      return null;
  }
}

/** What the popup and the dashboard say. */
function parseUiMessage(fields: Fields): Message | null {
  switch (fields['type']) {
    case 'ui:shows':
      return { type: 'ui:shows', shows: parsePageChoice(fields['shows']) };
    case 'ui:backfill': {
      const command = BACKFILL_COMMANDS.find((one) => one === fields['command']);
      return command ? { type: 'ui:backfill', command } : null;
    }
    case 'ui:retry':
    case 'ui:show': {
      const clip = clipId(fields['clip']);
      return clip === null ? null : { type: fields['type'], clip };
    }
    case 'ui:ask':
    case 'ui:skip':
    case 'ui:again': {
      const clips = list(fields['clips'], MAX_ASKED, clipId);
      return clips.length === 0 ? null : { type: fields['type'], clips };
    }
    case 'ui:set-saving':
      return fieldsOf(fields['saving']) === null ? null : { type: 'ui:set-saving', saving: fields['saving'] };
    case 'ui:pause-saving': {
      const { paused } = fields;
      return typeof paused === 'boolean' ? { type: 'ui:pause-saving', paused } : null;
    }
    case 'ui:pause':
    case 'ui:resume':
      return parsePause(fields['type'], fields);
    case 'ui:set-windows':
      return Array.isArray(fields['windows']) ? { type: 'ui:set-windows', windows: fields['windows'].slice(0, MAX_WINDOWS) } : null;
    case 'ui:set-tools':
      return fieldsOf(fields['tools']) === null ? null : { type: 'ui:set-tools', tools: fields['tools'] };
    case 'ui:check-tools':
      return { type: 'ui:check-tools', only: list(fields['only'], 100, (id) => text(id, 80)) };
    case 'ui:test-source':
    case 'ui:resume-source': {
      const source = API_SOURCES.find((id) => id === fields['source']);
      return source === undefined ? null : { type: fields['type'], source };
    }
    case 'ui:retry-all':
    case 'ui:poll-now':
    case 'ui:check-now':
      return { type: fields['type'] };
    default:
      return null;
  }
}

/** What is no text stands as '', so that the answer keeps its places. */
function urls(raw: unknown): string[] {
  return Array.isArray(raw) ? raw.slice(0, MAX_CARDS).map((url) => text(url, 2048) ?? '') : [];
}

function clipId(raw: unknown): string | null {
  return typeof raw === 'string' && /^[a-z0-9]{16}$/.test(raw) ? raw : null;
}

/** What names no monitor must never be read as "all of them". */
function parsePause(type: 'ui:pause' | 'ui:resume', fields: Fields): Message | null {
  const monitors = fields['monitors'] === null ? null : list(fields['monitors'], 100, (id): MonitorId | null => (isMonitorId(id) ? id : null));
  if (monitors?.length === 0) return null;
  if (type === 'ui:resume') return { type, monitors };
  const until = number(fields['until'], 0, FOREVER);
  return until === null ? null : { type, monitors, until };
}

function parseJob(raw: unknown): SeenJob | null {
  const fields = fieldsOf(raw);
  const jobId = fields?.['jobId'];
  if (!fields || typeof jobId !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(jobId)) return null;
  return {
    jobId,
    state: JOB_STATES.find((state): state is JobState => state === fields['state']) ?? 'unknown',
    rawStatus: text(fields['rawStatus'], 40) ?? '',
    progress: number(fields['progress'], 0, 100),
    error: text(fields['error'], 300),
    request: parseRequest(fieldsOf(fields['request']) ?? {}),
    variant: parseVariant(fieldsOf(fields['variant']) ?? {}),
    videos: list(fields['videos'], 20, parseVideo),
  };
}

/** Only the shape: whether the URL may be downloaded is decided by the allow-list when the sighting is recorded. */
function parseVideo(raw: unknown): SeenVideo | null {
  const fields = fieldsOf(raw);
  const url = text(fields?.['url'], 2048);
  if (!fields || url === null) return null;
  return {
    videoId: text(fields['videoId'], 64),
    url,
    posterUrl: text(fields['posterUrl'], 2048),
    durationSeconds: number(fields['durationSeconds'], 0, 86_400),
  };
}

function parseRequest(fields: Fields): JobRequest {
  return {
    prompt: text(fields['prompt'], 4000),
    negativePrompt: text(fields['negativePrompt'], 4000),
    model: text(fields['model'], 40),
    feature: text(fields['feature'], 40),
    aspectRatio: number(fields['aspectRatio'], 0.01, 100),
    resolution: text(fields['resolution'], 20),
    durationSeconds: number(fields['durationSeconds'], 0, 86_400),
    seed: text(fields['seed'], 30),
    creditCost: number(fields['creditCost'], 0, 1_000_000),
  };
}

function parseVariant(fields: Fields): Variant {
  return {
    sfx: fields['sfx'] === true,
    extended: Math.trunc(number(fields['extended'], 0, 1000) ?? 0),
    upscaled: fields['upscaled'] === true,
    lipSynced: fields['lipSynced'] === true,
  };
}

/** Own fields only: an inherited or `__proto__` value is never read. */
function fieldsOf(raw: unknown): Fields | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  return Object.assign(Object.create(null) as Record<string, unknown>, raw);
}

function list<Item>(raw: unknown, limit: number, parse: (raw: unknown) => Item | null): Item[] {
  return Array.isArray(raw) ? raw.slice(0, limit).map(parse).filter((item) => item !== null) : [];
}

function text(raw: unknown, limit: number): string | null {
  return typeof raw === 'string' && raw !== '' ? raw.slice(0, limit).toWellFormed() : null;
}

function number(raw: unknown, low: number, high: number): number | null {
  return typeof raw === 'number' && raw >= low && raw <= high ? raw : null;
}

/** Sources of jobs: their rows in Settings, and what the popup shows of their jobs. */
import { PasteBox } from '../../../components/popup/PasteBox.tsx';
import type { PasteJobsProps } from '../../../components/shared/PasteJobs.tsx';
import type { SourcesView } from '../../../components/dashboard/job-sources/Sources.tsx';
import { NO_MORE } from '../../../lib/domain/jobs/job.ts';
import { type PasteSource, readPasted } from '../../../lib/domain/jobs/pasted.ts';
import { sourceFailure } from '../../../lib/domain/jobs/source-failure.ts';
import { API_SOURCES, NO_SOURCES } from '../../../lib/domain/jobs/source-settings.ts';
import { FRESH } from '../../../lib/domain/jobs/source-state.ts';
import { type SourceFacts, sourceViews } from '../../../lib/domain/jobs/view/source-view.ts';
import type { PopupData } from '../../../lib/domain/popup/data.ts';
import { SOURCE_PROFILES } from '../../../lib/sources/jobs/list.ts';
import { MINUTE, SECOND } from '../../../lib/time.ts';
import { alone, data, makeJob, NOW } from '../popup-data.ts';

const ON = { on: true, base: null };
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

function viewOf(facts: Partial<SourceFacts>, rest: Partial<SourcesView> = {}): SourcesView {
  const known: SourceFacts = { settings: NO_SOURCES, states: {}, withToken: new Set(), permitted: new Set(API_SOURCES), jobs: { useapi: 0, fal: 0, 'pika-api': 0 }, ...facts };
  return { sources: sourceViews(SOURCE_PROFILES, known, NOW, clock), busy: new Set(), answers: new Map(), work: () => {}, ...rest };
}

const BUSY = { useapi: 12, fal: 3, 'pika-api': 1 };
const ALL_ON = { useapi: { on: true, base: 'https://pika-proxy.example.com/v1/pika' }, fal: ON, 'pika-api': ON };
const REFUSED = sourceFailure('token-refused', 'useapi');

export const SOURCES_OFF = viewOf({});
export const SOURCES_FULL = viewOf(
  { settings: ALL_ON, withToken: new Set(API_SOURCES), jobs: BUSY, states: { 'pika-api': { ...FRESH, restUntil: NOW + 4 * MINUTE } } },
  { answers: new Map([['fal', { tone: 'good', sentence: 'fal accepts the API key.' }]]) },
);
export const SOURCES_PAUSED = viewOf(
  {
    settings: { useapi: ON, fal: ON, 'pika-api': ON },
    withToken: new Set(['useapi', 'fal']),
    permitted: new Set(['useapi', 'pika-api']),
    jobs: BUSY,
    states: { useapi: { ...FRESH, paused: { kind: 'token-refused', message: REFUSED.message, at: NOW - 9 * MINUTE } } },
  },
  { answers: new Map([['useapi', { tone: 'bad', sentence: REFUSED.message }], ['fal', { tone: 'warn', sentence: 'Not allowed, so fal is not asked.' }]]) },
);

function pasteOf(on: PasteJobsProps['on']): PasteJobsProps {
  const sources: readonly PasteSource[] = API_SOURCES.map((id) => ({ source: SOURCE_PROFILES[id], base: SOURCE_PROFILES[id].base, on: on.includes(id) }));
  return { on, read: (text, chosen) => readPasted(text, sources, chosen), onAdd: () => Promise.resolve(true), isPending: false, settings: '#settings' };
}

export const PASTE = <PasteBox {...pasteOf(['useapi', 'fal'])} onClose={() => {}} />;
export const PASTE_OFF = <PasteBox {...pasteOf([])} onClose={() => {}} />;

/** Typed into the box: one good id, one that could be two sources', and words. */
export const PASTED = '20240109000027-user:1234-pika-4930faa3\n7a2bccdd-a70b-4574-a81b-48399d26691a\nmy best video';

const api = { lastSeenAt: NOW, firstSeenAt: NOW - 70 * SECOND } as const;
/** Jobs of every source, and what they say. */
export const SOURCE_JOBS: PopupData = {
  ...data({
    jobs: [
      alone(makeJob(1, { ...api, id: 'fal:1', source: 'fal', state: 'queued', request: { prompt: 'Neon jellyfish over a night market', model: null }, more: { ...NO_MORE, queuePosition: 4 } })),
      alone(makeJob(2, { ...api, id: 'useapi:2', source: 'useapi', state: 'running', progress: 46, request: { prompt: 'Harbour at dawn, gulls', model: null } })),
      alone(makeJob(3, { ...api, id: 'useapi:3', jobId: '20240109-user-3', source: 'useapi', state: 'unknown', rawStatus: '' })),
      alone(makeJob(4, { ...api, id: 'pika-api:4', source: 'pika-api', state: 'failed', error: 'Not enough credits', request: { prompt: 'A violin made of glass', model: null } })),
      alone(makeJob(5, { ...api, id: 'fal:5', source: 'fal', state: 'finished', request: { prompt: 'Moss growing over a piano', model: null }, more: { ...NO_MORE, withheld: ['files.renders.example'] } })),
      alone(makeJob(6, { ...api, id: 'pika-api:6', source: 'pika-api', state: 'finished', request: { prompt: 'A comet over the salt flats', model: null }, anomalies: [{ at: NOW, kind: 'clip-elsewhere', detail: 'pika-page:6' }] })),
    ],
  }),
  troubles: new Map([['useapi:2', sourceFailure('server', 'useapi').message], ['useapi:3', REFUSED.message]]),
  paused: [{ id: 'useapi', message: REFUSED.message }],
};

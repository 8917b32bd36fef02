/** The popup's states, one by one, as people will meet them. */
import type { ComponentChildren } from 'preact';
import type { VerdictState } from '../../../components/shared/VerdictPanel.tsx';
import type { PopupHealth } from '../../../lib/domain/popup/header.ts';
import type { BrokenKind } from '../../../lib/domain/popup/broken.ts';
import { NO_DATA, type PopupData } from '../../../lib/domain/popup/data.ts';
import type { Troubles } from '../../../lib/domain/popup/notices.ts';
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { VERDICT_SCENES } from './verdicts.ts';
import { alone, data, kept, makeClip, makeJob, makeSave, NOW, problem, told } from '../popup-data.ts';

export interface Scene {
  readonly data: PopupData;
  readonly health: PopupHealth;
  readonly troubles?: Partial<Omit<Troubles, 'folder'>>;
  readonly broken?: BrokenKind;
  readonly loading?: boolean;
  readonly said?: string;
  readonly verdict?: VerdictState;
  /** The box for job IDs, and what is typed into it. */
  readonly paste?: ComponentChildren;
  readonly typed?: string;
}

export const UP: PopupHealth = { status: 'up', since: NOW - 26 * HOUR, sentence: 'Pika works.', checkedAt: NOW - 20 * SECOND };
const FIRST: PopupHealth = { status: 'unknown', since: null, sentence: 'Not checked yet.', checkedAt: null };
const DOWN: PopupHealth = { status: 'down', since: NOW - 64 * MINUTE, sentence: 'Pika has been down since 13:01: the site answers with error 503.', checkedAt: NOW - 12 * SECOND };

const PROMPTS = [
  'A paper boat drifting down a rain-soaked street at dusk, neon reflections, slow dolly in',
  'Macro shot of espresso pouring into a glass cup, steam curling in morning light',
  'Sneaker splashing through a puddle in slow motion, studio light, product shot',
  'Red fox running through fresh snow, tracking shot, golden hour',
  'Timelapse of a city skyline turning from day to night',
];

function savedJobs(from: number, count: number) {
  return Array.from({ length: count }, (_, index) => kept(from + index, PROMPTS[index % PROMPTS.length] ?? null, { state: 'saved' }));
}

const ACTIVE = [
  alone(makeJob(1, { state: 'running', progress: 64, firstSeenAt: NOW - 200 * SECOND, request: { prompt: PROMPTS[0] ?? null } })),
  alone(makeJob(2, { state: 'queued', firstSeenAt: NOW - 48 * SECOND, request: { prompt: PROMPTS[1] ?? null, model: 'Turbo' } })),
];

const SAVING = [
  kept(3, PROMPTS[2] ?? null, { state: 'downloading', bytes: 1_700_000, totalBytes: 4_215_000 }),
  kept(4, PROMPTS[3] ?? null, { state: 'wanted' }),
  kept(5, PROMPTS[4] ?? null, { state: 'verifying', bytes: 4_215_000, totalBytes: 4_215_000 }, told(20)),
];

const FAILED = [
  kept(6, PROMPTS[1] ?? null, { state: 'failed', ...problem('browser-blocked') }),
  kept(7, 'A lighthouse in a storm', { state: 'failed', ...problem('link-dead', 403) }, told(1.2)),
];

const SIBLINGS = (() => {
  const job = makeJob(20, { request: { prompt: 'Dancer in a red dress, spinning' } });
  const clips = [
    { clip: makeClip('plain', job.id), save: makeSave('plain', { state: 'saved' }) },
    { clip: makeClip('sound', job.id, { variant: { sfx: true, extended: 0, upscaled: false, lipSynced: false } }), save: makeSave('sound', { state: 'downloading', bytes: 800_000 }) },
    { clip: makeClip('longer', job.id, { variant: { sfx: false, extended: 2, upscaled: true, lipSynced: false } }), save: makeSave('longer', { state: 'wanted', nextAttemptAt: NOW + 5 * MINUTE, ...problem('server', 503) }) },
  ];
  return { job, clips, moreClips: false };
})();

const LOST = kept(40, 'Old commercial draft, version 3', { state: 'lost', ...problem('link-dead', 404) });

const TROUBLE = data({
  jobs: [
    ...ACTIVE.slice(0, 1),
    alone(makeJob(8, { state: 'running', progress: 99, movedAt: NOW - 26 * MINUTE, firstSeenAt: NOW - 41 * MINUTE, request: { prompt: 'Stuck at the last percent' } })),
    alone(makeJob(9, { state: 'queued', lastSeenAt: NOW - 3 * HOUR, request: { prompt: 'Left behind when the tab was closed' } })),
    SIBLINGS,
    kept(10, 'A file that vanished', { state: 'failed', ...problem('file-missing') }),
    alone(makeJob(11, { state: 'failed', error: 'Internal error: model 2.5 unavailable', request: { prompt: PROMPTS[4] ?? null } })),
    alone(makeJob(12, { state: 'moderated', request: { prompt: 'Something that the filter did not like' } })),
    alone(makeJob(13, { state: 'unknown', rawStatus: 'rebalancing', request: { prompt: PROMPTS[3] ?? null } })),
    alone(makeJob(14, { request: { prompt: 'Finished and nothing to show' } })),
    kept(15, 'Cancelled by hand', { state: 'skipped', ...problem('cancelled') }),
  ],
  failed: FAILED,
  lost: [LOST],
  counts: { saved: 37, wanted: 2, failed: 3, lost: 1 },
});

const ARABIC = 'قارب ورقي ينجرف في شارع غمرته الأمطار عند الغسق، أضواء النيون تنعكس على الماء';
const STRANGE = data({
  jobs: [
    kept(1, ARABIC, { state: 'saved', finalName: `C:\\Users\\me\\Downloads\\Pika\\${ARABIC}.mp4` }),
    kept(2, `👩‍🚀🚀🌕 ${'astronaut on the moon '.repeat(30)}`, { state: 'downloading', bytes: 1, totalBytes: 3 }),
    kept(3, `https://example.com/${'averylongwordwithoutanybreak'.repeat(8)}`, { state: 'wanted' }),
    kept(4, '<b>bold</b> <img src=x onerror=alert(1)> & "quotes"', { state: 'saved' }),
    kept(5, null, { state: 'saved' }),
    kept(6, '雨に濡れた夕暮れの通りを流れる紙の船、ネオンの反射、ゆっくりとしたドリーイン、映画のような光', { state: 'failed', ...problem('disk-full') }),
  ],
  counts: { saved: 3, downloading: 1, wanted: 1, failed: 1 },
});

export const SCENES: Readonly<Record<string, Scene>> = {
  'first-run': { data: NO_DATA, health: FIRST },
  empty: { data: NO_DATA, health: UP },
  busy: { data: data({ jobs: [...ACTIVE, ...SAVING, ...savedJobs(30, 5)], hasMore: true, counts: { saved: 37, downloading: 1, wanted: 1, verifying: 1 } }), health: UP },
  saved: { data: data({ jobs: savedJobs(1, 6), counts: { saved: 1204 } }), health: UP },
  trouble: { data: TROUBLE, health: { ...UP, status: 'degraded', sentence: 'Pika works, but its generator answers slower than usual since 13:47; the last answer took 6.1 s.', since: NOW - 18 * MINUTE } },
  down: { data: data({ jobs: [ACTIVE[0] ?? LOST, ...savedJobs(3, 3)], counts: { saved: 3 } }), health: DOWN },
  offline: { data: data({ jobs: savedJobs(1, 3), counts: { saved: 3, wanted: 2 } }), health: { ...UP, status: 'offline', sentence: 'You are offline.', since: NOW - 4 * MINUTE } },
  blocked: {
    data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }),
    health: { ...UP, status: 'blocked', sentence: 'Since 13:58 pika.art shows your browser a bot check, so we can\'t tell whether Pika works.', since: NOW - 7 * MINUTE },
    troubles: { signedOut: true },
  },
  disk: {
    data: data({ jobs: [kept(1, PROMPTS[0] ?? null, { state: 'wanted', nextAttemptAt: NOW + 5 * MINUTE, ...problem('disk-full') })], counts: { wanted: 1, saved: 12 }, hold: 'disk-full' }),
    health: { ...UP, status: 'unknown', sentence: 'Your browser does not let Pika Keeper look at pika.art.' },
    troubles: { permissionMissing: true },
    said: 'The file is not in that folder any more.',
  },
  paused: { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: { ...UP, status: 'paused', sentence: 'Checks are paused.', since: NOW - 40 * MINUTE } },
  drift: { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: UP, troubles: { readerBroken: true } },
  unanswered: { data: { ...data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), unanswered: [{ id: 'a', prompt: PROMPTS[0] ?? '', at: NOW - 2 * MINUTE, fate: 'broke' }] }, health: UP },
  'never-shown': { data: { ...data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), unanswered: [{ id: 'a', prompt: 'a fox', at: NOW - 2 * HOUR, fate: 'broke' }, { id: 'b', prompt: 'a fox', at: NOW - 3 * HOUR, fate: 'sent' }] }, health: UP },
  stale: { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: { ...UP, status: 'unknown', sentence: 'Not checked since 11:05, so we can\'t tell whether Pika works.', checkedAt: NOW - 3 * HOUR } },
  broken: { data: NO_DATA, health: UP, broken: 'closed' },
  loading: { data: NO_DATA, health: UP, loading: true },
  strange: { data: STRANGE, health: UP },
  'lost-name': { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: UP, troubles: { renamed: { at: NOW, asked: 'a fox in the snow, film grain - 4g606tzyby.mp4', got: '3543c65fbdd17025721e41eb8ab05deb.mp4', lost: true } } },
  'verdict-asking': { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: UP, verdict: { kind: 'asking' } },
  'verdict-unanswered': { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: UP, verdict: { kind: 'unanswered' } },
  'verdict-them': { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: DOWN, verdict: VERDICT_SCENES.them },
  'verdict-part': { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: UP, verdict: VERDICT_SCENES.part },
  'verdict-works': { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: UP, verdict: VERDICT_SCENES.works },
  'verdict-blocked': { data: data({ jobs: savedJobs(1, 2), counts: { saved: 2 } }), health: UP, verdict: VERDICT_SCENES.blocked },
};

/** The Clips and Jobs tabs, state by state. */
import { render } from 'preact';
import { Dashboard } from '../../../components/dashboard/Dashboard.tsx';
import type { PasteJobsProps } from '../../../components/shared/PasteJobs.tsx';
import { timesFor } from '../../../components/shared/times.ts';
import type { BackfillView } from '../../../lib/domain/clips/backfill.ts';
import type { Shelf } from '../../../lib/domain/dashboard/shelf.ts';
import type { Submit } from '../../../lib/domain/jobs/submits.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { dashboardOf, NOW, ZONE } from '../dashboard-data.ts';
import { openJobs, shelfOf, storedClips } from '../shelf-data.ts';
import '../../../entrypoints/dashboard/style.css';

const EMPTY: Shelf = { clips: [], jobs: [], total: 0, complete: true };
const MANY = storedClips(400, NOW);
const NEARING = MANY.map((one, index) => (index === 2 ? { ...one, clip: { ...one.clip, deadline: { at: NOW + 70 * MINUTE, why: 'url' as const } } } : one));
const BUSY = shelfOf(NEARING, openJobs(NOW));

const RUN: BackfillView = { phase: 'looking', found: 1940, saved: 312, trouble: 2, files: 41, bytes: 220_000_000, speed: 4_200_000, left: 14 * MINUTE };

interface Scene {
  readonly tab: 'clips' | 'jobs';
  readonly shelf: Shelf;
  readonly run?: BackfillView;
  readonly unanswered?: readonly Submit[];
  /** What a person does first: each names an element to click, with the keys held. */
  readonly clicks?: readonly { readonly on: string; readonly shiftKey?: boolean; readonly ctrlKey?: boolean }[];
  readonly search?: string;
  /** Typed into the box for job IDs. */
  readonly paste?: string;
}

const tile = (number: number): string => `[aria-posinset="${number}"]`;
const SCENES: Readonly<Record<string, Scene>> = {
  'clips-empty': { tab: 'clips', shelf: EMPTY },
  'clips-grid': { tab: 'clips', shelf: BUSY },
  'clips-library': { tab: 'clips', shelf: BUSY, run: RUN },
  'clips-library-paused': { tab: 'clips', shelf: BUSY, run: { ...RUN, phase: 'paused', speed: null, left: null } },
  'clips-list-opened': { tab: 'clips', shelf: BUSY, clicks: [{ on: '.looks label:last-child input' }] },
  'clips-chosen-opened': { tab: 'clips', shelf: BUSY, clicks: [{ on: tile(2), ctrlKey: true }, { on: tile(9), shiftKey: true }] },
  'clips-details-opened': { tab: 'clips', shelf: BUSY, clicks: [{ on: tile(5) }] },
  'clips-lost-opened': { tab: 'clips', shelf: BUSY, clicks: [{ on: tile(7) }] },
  'clips-none-opened': { tab: 'clips', shelf: BUSY, search: 'penguin "on ice"' },
  'clips-reading': { tab: 'clips', shelf: { ...BUSY, clips: BUSY.clips.slice(0, 48), total: 10_000, complete: false } },
  'jobs-empty': { tab: 'jobs', shelf: EMPTY },
  'jobs-busy': { tab: 'jobs', shelf: BUSY },
  'jobs-unanswered': { tab: 'jobs', shelf: BUSY, unanswered: [{ id: 'a', prompt: 'a lighthouse in a storm, seen from a small boat', at: NOW - 2 * MINUTE, fate: 'broke' }] },
  'jobs-add-opened': { tab: 'jobs', shelf: BUSY, paste: 'two\nof\nthem' },
};

const ADD: PasteJobsProps = {
  on: ['useapi', 'fal'],
  read: () => ({
    jobs: [{ source: 'useapi', jobId: 'a', line: 1 }, { source: 'useapi', jobId: 'b', line: 2 }],
    bad: [{ line: 3, text: 'them', reason: 'This is no job ID or address of a source that is switched on.' }],
    badCount: 9,
    repeated: 1,
    cut: false,
  }),
  onAdd: () => Promise.resolve(true),
  isPending: false,
  settings: '#settings',
};

/** A poster as a clip could have it, drawn on the spot. */
function posterOf(index: number): string {
  const canvas = document.createElement('canvas');
  const tall = index % 3 === 1;
  [canvas.width, canvas.height] = tall ? [180, 320] : [320, 180];
  const context = canvas.getContext('2d');
  const sky = context?.createLinearGradient(0, 0, canvas.width, canvas.height);
  sky?.addColorStop(0, `hsl(${(index * 47) % 360} 55% 62%)`);
  sky?.addColorStop(1, `hsl(${(index * 47 + 60) % 360} 45% 24%)`);
  if (context && sky) {
    context.fillStyle = sky;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return canvas.toDataURL('image/webp', 0.6);
}

const scene = SCENES[location.hash.slice(1)];
const root = document.getElementById('dashboard');
if (scene && root) {
  const around = { now: NOW, times: timesFor('en-GB', ZONE), zone: ZONE, act: () => {}, pending: new Set<string>() };
  const posters = new Map(scene.shelf.clips.slice(0, 60).flatMap(({ clip }, index) => (index % 5 === 3 ? [] : [[clip.id, posterOf(index)] as const])));
  const shelf = { content: { kind: 'ready', shelf: scene.shelf }, posters, onShown: () => {}, history: { waits: [], hourOf: () => 0 }, troubles: new Map<string, string>(), unanswered: scene.unanswered ?? [], add: ADD } as const;
  render(
    <Dashboard content={{ kind: 'ready', view: dashboardOf({ since: NOW - 2 * DAY - HOUR }) }} tab={scene.tab} onTab={() => {}} said={null} shelf={shelf} page={scene.run ? { shows: { badge: true, cards: true }, run: scene.run, answer: null, onShows: () => {}, onBackfill: () => {} } : null} {...around} />,
    root,
  );
  play(scene);
}

/** One step a picture, as a person's hand would. */
function play({ clicks = [], search, paste }: Scene): void {
  const [next, ...rest] = clicks;
  if (search !== undefined) type('input[type=search]', search);
  if (paste !== undefined) {
    document.querySelector('details.add-jobs')?.setAttribute('open', '');
    type('#add-jobs', paste);
  }
  if (!next) return;
  requestAnimationFrame(() => {
    const { on, ...keys } = next;
    document.querySelector(on)?.dispatchEvent(new MouseEvent('click', { bubbles: true, ...keys }));
    play({ ...SCENES['clips-grid'], tab: 'clips', shelf: BUSY, clicks: rest });
  });
}

function type(where: string, text: string): void {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(where);
  if (field) field.value = text;
  field?.dispatchEvent(new Event('input', { bubbles: true }));
}

// The camera asks which pictures there are to take.
Object.assign(globalThis, { galleryScenes: Object.keys(SCENES) });

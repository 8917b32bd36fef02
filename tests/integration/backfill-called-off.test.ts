import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { runBackfill, savePageClips } from '../../entrypoints/annex/page.ts';
import type { Core } from '../../entrypoints/annex/core.ts';
import { takeSightings } from '../../entrypoints/annex/sightings.ts';
import { changeClipSettings } from '../../lib/store/settings.ts';
import { type SaverWorld, saverWorld } from '../support/saver-world.ts';

const URLS = Array.from({ length: 12 }, (_, n) => `https://cdn.pika.art/v1/0b54d0c4-0000-4000-8000-${String(n).padStart(12, '0')}/clip_seed1.mp4`);

let world: SaverWorld;
let core: Core;

beforeEach(async () => {
  world = await saverWorld();
  const unused = (): never => {
    throw new Error('not part of this');
  };
  core = {
    openStore: () => Promise.resolve(world.db),
    announce: () => {},
    readHealth: unused,
    updateHealth: unused,
    hasHost: unused,
    dropHost: unused,
    texts: { start: unused, find: unused, findOurs: unused, forget: unused, discard: unused },
    log: () => {},
  };
  await changeClipSettings(world.db, { mode: 'asked' });
  await takeSightings(core, { type: 'page:sightings', jobs: [], loose: URLS.map((url) => ({ videoId: null, url, posterUrl: null, durationSeconds: null })) });
});

const asked = async (): Promise<number> => (await world.db.getAll('saves')).filter((save) => save.asked === true).length;
const askForAll = (): Promise<number> => savePageClips(core, URLS, 'library');

it('what the page asks for as part of the library is asked for while the run goes on', async () => {
  await runBackfill(core, 'start');
  await askForAll();
  expect(await asked()).toBe(URLS.length);
  await runBackfill(core, 'cancel');
  expect(await asked()).toBe(0);
});

it('called off in the middle of the page’s asking, nothing of it stays asked for', async () => {
  await runBackfill(core, 'start');
  await Promise.all([askForAll(), runBackfill(core, 'cancel')]);
  expect(await asked()).toBe(0);
});

it('what the page still asks for after that is not asked for', async () => {
  await runBackfill(core, 'start');
  await runBackfill(core, 'cancel');
  expect(await askForAll()).toBe(URLS.length);
  expect(await asked()).toBe(0);
});

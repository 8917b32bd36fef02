import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MaintenanceWindow } from '../../lib/domain/health/pauses.ts';
import { readSettingsFile, settingsFile } from '../../lib/domain/settings-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../lib/domain/settings.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readWindows, writeWindows } from '../../lib/store/pauses.ts';
import { isKnownPolicy, takePolicy } from '../../lib/store/policy.ts';
import { changeSourceState, readSourceStates } from '../../lib/store/source-states.ts';
import { readSavingScreen } from '../../lib/store/saving-screen.ts';
import { changeClipSettings, readSettings, writeSettings } from '../../lib/store/settings.ts';
import { readTokens, takeSettings } from '../../lib/store/settings-file.ts';
import { aClip, aSave, NOW } from '../support/builders.ts';

let db: Store;
const putToken = (source: 'useapi' | 'fal', token: string) => db.put('secrets', { source, token });
const at = (base: string | null): Settings => ({ ...DEFAULT_SETTINGS, sources: { ...DEFAULT_SETTINGS.sources, useapi: { on: true, base } } });

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
});

describe('settings that are changed', () => {
  it('lose nothing that another change has made, known here or not', async () => {
    await writeSettings(db, at('https://api.example.com'));
    await db.put('meta', { key: 'settings', value: { ...(await readSettings(db)), later: 'kept' } });
    await Promise.all([changeClipSettings(db, { dailyCount: 5 }), changeClipSettings(db, { folder: 'Mine' }), changeClipSettings(db, { sidecar: true })]);
    const stored = (await db.get('meta', 'settings'))?.value;
    expect(stored).toMatchObject({ later: 'kept', folder: 'Mine', saving: { dailyCount: 5, sidecar: true }, sources: { useapi: { base: 'https://api.example.com' } } });
  });
});

describe('a file of settings, taken in', () => {
  it('makes another browser’s settings and tokens the same, but for tools, which the worker takes in', async () => {
    const there = { ...at('https://api.example.com'), folder: 'Clients', tools: { on: ['runway'], own: [] } };
    const read = readSettingsFile(settingsFile(there, [], { useapi: 'token-of-mine', fal: 'id:secret' }));
    if (!read.ok) throw new Error('it is read');
    expect(await takeSettings(db, read.value, NOW)).toEqual([]);
    expect(await readSettings(db)).toEqual({ ...there, tools: DEFAULT_SETTINGS.tools });
    expect(await readTokens(db)).toEqual({ useapi: 'token-of-mine', fal: 'id:secret' });
  });

  it('brings its maintenance windows, which say nothing of the time before, and the same file again changes nothing', async () => {
    const weekly: MaintenanceWindow = { id: 'w1', name: 'Nights', monitors: ['pika-web'], createdAt: 5, when: { kind: 'weekly', weekdays: [1], startMinute: 60, minutes: 30, zone: 'Europe/Berlin' } };
    const once: MaintenanceWindow = { id: 'w2', name: 'Move', monitors: null, createdAt: 7, when: { kind: 'once', from: NOW, to: NOW + 5 } };
    await writeWindows(db, [weekly, { ...once, id: 'mine' }]);
    const read = readSettingsFile(settingsFile(DEFAULT_SETTINGS, [weekly, once]));
    if (!read.ok) throw new Error('it is read');
    await takeSettings(db, read.value, NOW);
    const taken = [weekly, { ...once, createdAt: NOW }];
    expect(await readWindows(db)).toEqual(taken);
    await takeSettings(db, read.value, NOW + 9);
    expect(await readWindows(db)).toEqual(taken);
    // A file of an earlier version does not know them.
    await takeSettings(db, { ...read.value, windows: null }, NOW + 9);
    expect(await readWindows(db)).toEqual(taken);
  });

  it('leaves tokens alone that it does not hold', async () => {
    await putToken('useapi', 'mine');
    await putToken('fal', 'mine-too');
    expect(await takeSettings(db, { settings: DEFAULT_SETTINGS, windows: null, tokens: { fal: 'other' } }, NOW)).toEqual([]);
    expect(await readTokens(db)).toEqual({ useapi: 'mine', fal: 'other' });
  });

  it('with a new token ends its source’s pause, and no other', async () => {
    for (const id of ['useapi', 'fal'] as const) await changeSourceState(db, id, (state) => ({ ...state, paused: { kind: 'token-refused', message: 'Refused.', at: NOW } }));
    await takeSettings(db, { settings: DEFAULT_SETTINGS, windows: null, tokens: { fal: 'new' } }, NOW);
    const states = await readSourceStates(db);
    expect([states.useapi?.paused?.message, states.fal?.paused]).toEqual(['Refused.', null]);
  });

  it('never sends a token to another address than the one that gave it', async () => {
    await writeSettings(db, at('https://api.example.com'));
    await putToken('useapi', 'mine');
    expect(await takeSettings(db, { settings: at('https://other.example.net'), windows: null, tokens: {} }, NOW)).toEqual(['useapi']);
    expect(await readTokens(db)).toEqual({});
  });
});

describe('what an administrator has set', () => {
  const policy = { folder: 'Agency', mode: 'asked', dailyCount: 'many', paused: true };

  it('is in use, and no change or file undoes it; the rest is the user’s', async () => {
    await changeClipSettings(db, { sidecar: true, dailyCount: 7 });
    expect(await isKnownPolicy(db, policy)).toBe(false);
    await takePolicy(db, policy);
    expect(await isKnownPolicy(db, policy)).toBe(true);
    await changeClipSettings(db, { folder: 'Mine', mode: 'everything', promptFile: true });
    const held = { folder: 'Agency', saving: { mode: 'asked', sidecar: true, promptFile: true, dailyCount: 7, paused: false } };
    expect(await readSettings(db)).toMatchObject(held);
    expect([...(await readSavingScreen(db, NOW)).locked]).toEqual(['folder', 'mode']);
    await takeSettings(db, { settings: { ...DEFAULT_SETTINGS, folder: 'Other', assumedHours: 48 }, windows: null, tokens: {} }, NOW);
    expect(await readSettings(db)).toMatchObject({ folder: 'Agency', assumedHours: 48, saving: { mode: 'asked', sidecar: false } });
  });

  it('is the user’s again when it is taken back', async () => {
    expect(await isKnownPolicy(db, {})).toBe(true);
    await takePolicy(db, policy);
    await takePolicy(db, {});
    expect(await readSettings(db)).toMatchObject({ folder: 'Agency' });
    await changeClipSettings(db, { folder: 'Mine' });
    expect(await readSettings(db)).toMatchObject({ folder: 'Mine' });
  });
});

describe('what the screen shows', () => {
  it('is the choice, what holds it, the day so far, and the newest clip', async () => {
    expect(await readSavingScreen(db, NOW)).toMatchObject({ settings: { folder: 'Pika' }, hold: null, today: { files: 0, bytes: 0 }, newest: null });
    await changeClipSettings(db, { dailyCount: 1 });
    await db.put('clips', aClip({ firstSeenAt: NOW }));
    await db.put('saves', aSave({ state: 'downloading', bytes: 10, totalBytes: 20, number: 41 }));
    expect(await readSavingScreen(db, NOW)).toMatchObject({ settings: { saving: { dailyCount: 1 } }, hold: 'daily-count', today: { files: 1, bytes: 20 }, newest: { number: 41, clipId: aClip({}).id } });
  });
});

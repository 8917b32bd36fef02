import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SAVING, parseSaving, SAVE_MODES, type SavingSettings } from '../../../lib/domain/clips/saving-settings.ts';
import { SOURCES } from '../../../lib/domain/jobs/job.ts';
import { DEFAULT_SETTINGS, parseSettings } from '../../../lib/domain/settings.ts';
import { parseMessage } from '../../../lib/messages/parse.ts';

const CHOSEN: SavingSettings = {
  template: '{date}/{prompt:6} - {clip}', mode: 'asked', sourcesOff: ['useapi', 'fal'], dailyCount: 50, dailyBytes: 2e9, paused: true, sidecar: true, promptFile: true,
};

describe('settings of saving', () => {
  it('stay as they are when they are stored, exported and read again', () => {
    const settings = { ...DEFAULT_SETTINGS, saving: CHOSEN };
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it.each([
    ['template', ['', '  ', 'x'.repeat(201), 7]],
    ['mode', ['all', null, 1]],
    ['dailyCount', [0, -1, 1.5, Infinity, '5', 1e9]],
    ['dailyBytes', [0, -1, 1.5, 'x', 1e18]],
    ['paused', ['true', 1]],
    ['sidecar', ['yes']],
    ['promptFile', [1]],
  ] as const)('lose %s where it does not fit, and nothing else', (field, values) => {
    for (const value of values) expect(parseSaving({ ...CHOSEN, [field]: value })).toEqual({ ...CHOSEN, [field]: DEFAULT_SAVING[field] });
  });

  it('know only our sources, each once', () => {
    expect(parseSaving({ sourcesOff: ['fal', 'fal', 'runway', 7, 'pika-page'] }).sourcesOff).toEqual(['pika-page', 'fal']);
  });

  it.each([undefined, null, 7, [], 'all'])('%j are the default ones', (raw) => {
    expect(parseSaving(raw)).toEqual(DEFAULT_SAVING);
  });

  it('take nothing from a prototype', () => {
    expect(parseSaving(Object.create({ ...CHOSEN }))).toEqual(DEFAULT_SAVING);
    expect(parseSaving(JSON.parse('{"__proto__":{"paused":true}}'))).toEqual(DEFAULT_SAVING);
  });

  it('round-trip, whatever they are', () => {
    const saving = fc.record({
      template: fc.string({ minLength: 1, maxLength: 200 }).filter((text) => text.trim() !== ''), mode: fc.constantFrom(...SAVE_MODES), sourcesOff: fc.subarray([...SOURCES]),
      dailyCount: fc.option(fc.integer({ min: 1, max: 100_000 })), dailyBytes: fc.option(fc.integer({ min: 1 })), paused: fc.boolean(), sidecar: fc.boolean(), promptFile: fc.boolean(),
    });
    fc.assert(fc.property(saving, (one) => {
      expect(parseSaving(JSON.parse(JSON.stringify(one)))).toEqual(one);
    }));
    fc.assert(fc.property(fc.anything(), (raw) => {
      expect(parseSaving(parseSaving(raw))).toEqual(parseSaving(raw));
    }));
  });
});

describe('messages about saving', () => {
  const clip = 'aaaaaaaaaaaaaaa1';
  it.each([
    { type: 'ui:ask', clips: [clip] },
    { type: 'ui:set-saving', saving: { mode: 'asked' } },
    { type: 'ui:pause-saving', paused: false },
  ])('$type comes through', (message) => expect(parseMessage({ ...message, evil: 1 })).toEqual(message));

  it.each([
    { type: 'ui:ask' },
    { type: 'ui:ask', clips: [] },
    { type: 'ui:ask', clips: ['../x', 7] },
    { type: 'ui:set-saving', saving: null },
    { type: 'ui:pause-saving', paused: 'yes' },
  ])('%j is refused', (message) => expect(parseMessage(message)).toBeNull());

  it('names no more clips than one message may', () => {
    expect(parseMessage({ type: 'ui:ask', clips: Array.from({ length: 5000 }, () => clip) })).toMatchObject({ clips: { length: 1000 } });
  });
});

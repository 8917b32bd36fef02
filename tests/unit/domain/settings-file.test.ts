import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TEMPLATE, parseTemplate } from '../../../lib/domain/clips/template.ts';
import { DEFAULT_SETTINGS, parseSettings } from '../../../lib/domain/settings.ts';
import { readSettingsFile, settingsFile } from '../../../lib/domain/settings-file.ts';

describe('a file of settings', () => {
  it('gives back what was put in, whatever it was', () => {
    const any = fc.record({ folder: fc.string(), assumedHours: fc.double(), clipsPerMinute: fc.nat(), tools: fc.anything(), sources: fc.anything(), saving: fc.anything() });
    fc.assert(
      fc.property(any, (raw) => {
        const parsed = parseSettings(raw);
        // A pattern that makes no names is not kept.
        const { template } = parsed.saving;
        const settings = { ...parsed, saving: { ...parsed.saving, template: parseTemplate(template).ok ? template : DEFAULT_TEMPLATE } };
        expect(readSettingsFile(settingsFile(settings))).toEqual({ ok: true, value: { settings, windows: [], tokens: {}, bad: [] } });
      }),
    );
  });

  it('of an earlier version, or with a byte order mark, is read as well', () => {
    const old = { format: 'pika-keeper-settings', settings: { version: 1, folder: 'Clips', assumedHours: 48, clipsPerMinute: 20 } };
    expect(readSettingsFile(`\uFEFF${JSON.stringify(old)}`)).toEqual({ ok: true, value: { settings: { ...DEFAULT_SETTINGS, folder: 'Clips', assumedHours: 48, clipsPerMinute: 20 }, windows: null, tokens: {}, bad: [] } });
  });

  it.each([
    ['too-large', 'x'.repeat(1_000_001)],
    ['not-json', 'folder=Pika'],
    ['not-json', ''],
    ['not-settings', '[]'],
    ['not-settings', 'null'],
    ['not-settings', '{"folder":"Pika"}'],
    ['not-settings', '{"format":"pika-keeper-settings","settings":null}'],
    ['newer', JSON.stringify({ format: 'pika-keeper-settings', settings: { ...DEFAULT_SETTINGS, version: DEFAULT_SETTINGS.version + 1 } })],
  ])('is refused as %s, in a sentence', (kind, text) => {
    expect(readSettingsFile(text)).toMatchObject({ ok: false, failure: { kind, message: expect.stringMatching(/\.$/) } });
  });

  it('takes nothing from a prototype', () => {
    expect(readSettingsFile('{"__proto__":{"format":"pika-keeper-settings","settings":{}}}')).toMatchObject({ ok: false });
  });

  it('holds tokens only where it is told to, and gives them back', () => {
    expect(settingsFile(DEFAULT_SETTINGS)).not.toContain('tokens');
    expect(readSettingsFile(settingsFile(DEFAULT_SETTINGS, [], { useapi: 'user:1-abc' }))).toEqual({ ok: true, value: { settings: DEFAULT_SETTINGS, windows: [], tokens: { useapi: 'user:1-abc' }, bad: [] } });
  });

  it('names maintenance windows that do not fit, and takes the others', () => {
    const good = { id: 'a', name: 'Nights', monitors: null, createdAt: 5, when: { kind: 'once', from: 1, to: 2 } };
    const read = readSettingsFile(JSON.stringify({ format: 'pika-keeper-settings', settings: DEFAULT_SETTINGS, windows: [good, { ...good, when: null }] }));
    expect(read).toMatchObject({ ok: true, value: { windows: [good], bad: ['Maintenance windows'] } });
    expect(readSettingsFile(JSON.stringify({ format: 'pika-keeper-settings', settings: DEFAULT_SETTINGS, windows: 'none' }))).toMatchObject({ ok: true, value: { windows: null, bad: ['Maintenance windows'] } });
  });

  it('names what does not fit, and takes everything else', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      folder: 7,
      assumedHours: 48,
      saving: { ...DEFAULT_SETTINGS.saving, template: '{promt}', dailyCount: -1, sidecar: true, later: 1 },
      sources: { ...DEFAULT_SETTINGS.sources, fal: { on: true, base: 'http://10.0.0.1/' }, useapi: { on: true, base: 'https://API.example.com/v1/' } },
      colour: 'red',
    };
    const read = readSettingsFile(JSON.stringify({ format: 'pika-keeper-settings', settings, tokens: { fal: 'a b', useapi: 'good-token', other: 'x' } }));
    expect(read).toMatchObject({
      ok: true,
      value: {
        settings: { folder: 'Pika', assumedHours: 48, saving: { template: '{prompt} - {clip}', dailyCount: null, sidecar: true }, sources: { fal: { on: false }, useapi: { on: true, base: 'https://api.example.com/v1' } } },
        tokens: { useapi: 'good-token' },
      },
    });
    expect(read.ok && read.value.bad).toEqual(['Folder', 'Pattern of names', 'Videos a day', '“saving.later”, which is not known here', 'Sources of jobs', '“colour”, which is not known here', 'Token of fal']);
  });
});

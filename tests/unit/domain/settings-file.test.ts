import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, parseSettings } from '../../../lib/domain/settings.ts';
import { readSettingsFile, settingsFile } from '../../../lib/domain/settings-file.ts';

describe('a file of settings', () => {
  it('gives back what was put in, whatever it was', () => {
    const any = fc.record({ folder: fc.string(), assumedHours: fc.double(), clipsPerMinute: fc.nat(), tools: fc.anything(), sources: fc.anything(), saving: fc.anything() });
    fc.assert(
      fc.property(any, (raw) => {
        const settings = parseSettings(raw);
        expect(readSettingsFile(settingsFile(settings))).toEqual({ ok: true, value: settings });
      }),
    );
  });

  it('of an earlier version, or with a byte order mark, is read as well', () => {
    const old = { format: 'pika-keeper-settings', settings: { version: 1, folder: 'Clips', assumedHours: 48, clipsPerMinute: 20 } };
    expect(readSettingsFile(`\uFEFF${JSON.stringify(old)}`)).toEqual({ ok: true, value: { ...DEFAULT_SETTINGS, folder: 'Clips', assumedHours: 48, clipsPerMinute: 20 } });
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
});

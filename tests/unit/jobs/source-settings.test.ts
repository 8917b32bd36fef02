import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { API_SOURCES, baseOf, NO_SOURCES, parseBase, parseSourceSettings } from '../../../lib/domain/jobs/source-settings.ts';
import { DEFAULT_SETTINGS, parseSettings } from '../../../lib/domain/settings.ts';
import { JOB_SOURCES } from '../../../lib/sources/jobs/list.ts';

describe('which sources are asked', () => {
  it('none until somebody wants it', () => {
    expect(parseSourceSettings(undefined)).toEqual(NO_SOURCES);
    expect(DEFAULT_SETTINGS.sources).toEqual(NO_SOURCES);
    expect(Object.values(NO_SOURCES).every(({ on }) => !on)).toBe(true);
  });

  it('a part that does not fit gets its default, and the others stay', () => {
    const raw = { useapi: { on: 'yes', base: 7 }, fal: { on: true, base: 'https://proxy.example.com/' }, 'pika-api': null, evil: { on: true } };
    expect(parseSourceSettings(raw)).toEqual({ ...NO_SOURCES, fal: { on: true, base: 'https://proxy.example.com' } });
    for (const odd of [null, 1, 'x', [], { __proto__: { fal: { on: true } } }]) expect(parseSourceSettings(odd)).toEqual(NO_SOURCES);
  });

  it('a source whose address may not be asked is off, not asked elsewhere', () => {
    expect(parseSourceSettings({ useapi: { on: true, base: 'http://localhost:3000' } }).useapi).toEqual({ on: false, base: null });
  });

  it('survives being stored, exported and read again', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ on: fc.boolean(), base: fc.constantFrom(null, 'https://a.example.com', 'https://b.example.com/v1/pika') }), { minLength: 3, maxLength: 3 }), (choices) => {
        const sources = parseSourceSettings(Object.fromEntries(API_SOURCES.map((id, at) => [id, choices[at]])));
        const settings = parseSettings({ ...DEFAULT_SETTINGS, sources });
        expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
        expect(settings.sources).toEqual(Object.fromEntries(API_SOURCES.map((id, at) => [id, choices[at]])));
      }),
    );
  });

  it('every source has a place in them, and its own address until another is set', () => {
    for (const source of Object.values(JOB_SOURCES)) {
      expect(baseOf(source, NO_SOURCES)).toBe(source.base);
      expect(parseBase(source.base)).toEqual({ ok: true, value: source.base });
    }
    expect(baseOf(JOB_SOURCES.fal, { ...NO_SOURCES, fal: { on: true, base: 'https://p.example.com' } })).toBe('https://p.example.com');
    expect(JOB_SOURCES.useapi.doubt).toContain('switched off');
  });
});

describe('an address', () => {
  it.each([
    [' https://Pika.Example.com/api// ', 'https://pika.example.com/api'],
    ['https://pika.example.com', 'https://pika.example.com'],
    ['https://pika.example.com/a?x=1#y', 'https://pika.example.com/a'],
    ['https://pika.example.com:443/a/../b', 'https://pika.example.com/b'],
  ])('%s is asked as %s', (raw, base) => {
    expect(parseBase(raw)).toEqual({ ok: true, value: base });
    expect(parseBase(base)).toEqual({ ok: true, value: base });
  });

  it.each([
    ['pika.example.com', 'not-an-address'],
    ['', 'not-an-address'],
    [`https://example.com/${'a'.repeat(600)}`, 'not-an-address'],
    ['http://pika.example.com', 'not-https'],
    ['http://localhost', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    ['https://user:pass@pika.example.com', 'holds-sign-in'],
    ['https://token@pika.example.com', 'holds-sign-in'],
    ['https://localhost', 'not-public'],
    ['https://nas', 'not-public'],
    ['https://router.lan/api', 'not-public'],
    ['https://127.0.0.1', 'not-public'],
    ['https://0x7f.1', 'not-public'],
    ['https://2130706433', 'not-public'],
    ['https://169.254.169.254/latest', 'not-public'],
    ['https://[::1]/', 'not-public'],
    ['https://pika.example.com:8443', 'not-public'],
    ['https://pika.{example.com', 'not-public'],
    ['https://pika..example.com', 'not-public'],
  ])('%s is refused: %s', (raw, kind) => {
    const read = parseBase(raw);
    expect(read.ok ? read.value : read.failure.kind).toBe(kind);
    expect(read.ok ? '' : read.failure.message).toMatch(/\S/);
  });
});

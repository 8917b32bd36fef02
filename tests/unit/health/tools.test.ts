import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMonitorId } from '../../../lib/domain/health/monitor.ts';
import { MAX_OWN_TOOLS, monitorOf, NO_TOOLS, originOf, parseToolChoice, publicAddress, TOOLS, watchedTools } from '../../../lib/domain/health/tools.ts';
import { DEFAULT_SAVING } from '../../../lib/domain/clips/saving-settings.ts';
import { assumedLife } from '../../../lib/domain/clip-settings.ts';
import { NO_SOURCES } from '../../../lib/domain/jobs/source-settings.ts';
import { DEFAULT_PAGE_CHOICE } from '../../../lib/domain/page-choice.ts';
import { DEFAULT_SETTINGS, parseSettings } from '../../../lib/domain/settings.ts';
import { parseMessage } from '../../../lib/messages/parse.ts';

const acme = { id: 'own-acme1', name: 'Acme', url: 'https://status.acme.example.com/', dialect: 'auto' } as const;

describe('the catalogue', () => {
  it('names every tool that people fall back to, and Pika’s suppliers', () => {
    const ids = ['runway', 'luma', 'kling', 'stability', 'midjourney', 'elevenlabs', 'openai', 'heygen', 'minimax', 'google', 'adobe', 'capcut', 'topaz', 'discord', 'fal', 'cloudflare', 'vercel', 'supabase'];
    expect(ids.filter((id) => !TOOLS.some((tool) => tool.id === id))).toEqual([]);
  });

  it('has ids that stay apart, fit a monitor and cannot be a user’s own', () => {
    expect(new Set(TOOLS.map(({ id }) => id)).size).toBe(TOOLS.length);
    for (const { id } of TOOLS) {
      expect(isMonitorId(monitorOf(id))).toBe(true);
      expect(id.startsWith('own-')).toBe(false);
    }
  });

  it('asks public hosts only, one for each tool', () => {
    for (const { feed } of TOOLS) {
      expect(publicAddress(feed.url)).toBe(feed.url);
      expect(originOf(feed)).toMatch(/^https:\/\/[\w.-]+\/\*$/);
    }
  });

  it('is off until switched on', () => {
    expect(watchedTools(DEFAULT_SETTINGS.tools)).toEqual([]);
    expect(watchedTools({ on: ['luma'], own: [acme] }).map(({ id }) => id)).toEqual(['luma', 'own-acme1']);
  });
});

describe('an address that the user adds', () => {
  it.each([
    ['https://status.acme.example.com', 'https://status.acme.example.com/'],
    [' https://STATUS.Acme.example.com/de/?a=1#b ', 'https://status.acme.example.com/de/'],
    ['https://status.acme.example.com./', 'https://status.acme.example.com/'],
    ['https://status.bücher.example.com/', 'https://status.xn--bcher-kva.example.com/'],
  ])('%s is asked as %s', (raw, address) => {
    expect(publicAddress(raw)).toBe(address);
  });

  it.each([
    'http://status.acme.com/', 'ftp://acme.com/', 'javascript:alert(1)', 'data:text/html,x', 'acme.com', '',
    'https://me:secret@acme.com/', 'https://me@acme.com/', 'https://acme.com:8443/',
    'https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f.0.0.1/', 'https://10.0.0.1/', 'https://192.168.178.1/', 'https://8.8.8.8/', 'https://[::1]/', 'https://[fe80::1]/',
    'https://localhost/', 'https://localhost./', 'https://a.localhost/', 'https://router.local/', 'https://fritz.box.lan/', 'https://fritz.box/', 'https://nas.localdomain/', 'https://intranet/', 'https://nas/', 'https://api.internal/', 'https://1.0.0.127.in-addr.arpa/',
    `https://acme.com/${'x'.repeat(600)}`,
  ])('%s is refused', (raw) => {
    expect(publicAddress(raw)).toBeNull();
  });
});

describe('a choice of tools', () => {
  it('comes through as it was', () => {
    const choice = { on: ['runway', 'opinion'], own: [acme, { ...acme, id: 'own-acme2', dialect: 'probe' as const }] };
    expect(parseToolChoice(choice)).toEqual(choice);
  });

  it('loses what does not fit, and nothing else', () => {
    const own = [acme, { ...acme, id: 'runway' }, { ...acme, id: 'own-bad!' }, { ...acme, id: 'own-http', url: 'http://x.example.com/' }, { ...acme, name: '  ' }, acme, null, 7];
    expect(parseToolChoice({ on: ['runway', 'nothing', 7, 'runway', '__proto__'], own })).toEqual({ on: ['runway'], own: [acme] });
    expect(parseToolChoice({ on: 'runway', own: { length: 3 } })).toEqual(NO_TOOLS);
    expect(parseToolChoice({ own: [{ ...acme, dialect: 'google' }] }).own[0]?.dialect).toBe('auto');
  });

  it('holds a bounded number of the user’s own', () => {
    const own = Array.from({ length: 500 }, (_, index) => ({ ...acme, id: `own-${String(index).padStart(4, '0')}` }));
    expect(parseToolChoice({ own }).own).toHaveLength(MAX_OWN_TOOLS);
  });

  it('is a choice, whatever it is made from, and stays one', () => {
    const value = fc.anything({ withNullPrototype: true, maxDepth: 2 });
    const urls = fc.oneof(fc.string(), fc.constantFrom('https://status.acme.example.com/x?y#z', 'https://10.0.0.1/', 'http://acme.com/'));
    const own = fc.record({ id: fc.constantFrom('own-abcd', 'own-abce', 'x'), name: fc.string(), url: urls, dialect: value });
    const likely = fc.record({ on: fc.array(fc.oneof(value, fc.constantFrom('runway', 'luma')), { maxLength: 5 }), own: fc.array(fc.oneof(value, own), { maxLength: 5 }) });
    fc.assert(
      fc.property(fc.oneof(value, likely), (raw) => {
        const choice = parseToolChoice(raw);
        expect(parseToolChoice(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
        for (const { feed } of watchedTools(choice)) expect(originOf(feed)).toMatch(/^https:\/\//);
      }),
    );
  });

  it('comes in a message, to be parsed where it is stored', () => {
    expect(parseMessage({ type: 'ui:set-tools', tools: { on: ['luma'], own: [{ ...acme, evil: 1 }], evil: 1 } })).toEqual({ type: 'ui:set-tools', tools: { on: ['luma'], own: [{ ...acme, evil: 1 }], evil: 1 } });
    for (const tools of [undefined, null, 'all', ['luma']]) expect(parseMessage({ type: 'ui:set-tools', tools })).toBeNull();
    expect(parseMessage({ type: 'ui:check-tools', only: ['luma', 7] })).toEqual({ type: 'ui:check-tools', only: ['luma'] });
  });
});

describe('settings', () => {
  const first = { version: 1, folder: 'Clips', assumedHours: 48, clipsPerMinute: 20 };

  it('of version 1 lose nothing and watch no tools', () => {
    expect(parseSettings(first)).toEqual({ ...first, version: 3, tools: NO_TOOLS, sources: NO_SOURCES, saving: DEFAULT_SAVING, page: DEFAULT_PAGE_CHOICE });
    expect(assumedLife(parseSettings(first))).toBe(48 * 3_600_000);
  });

  it('of version 2 lose nothing', () => {
    const second = { ...first, version: 2, tools: { on: ['luma'], own: [acme] } };
    expect(parseSettings(second)).toEqual({ ...second, version: 3, sources: NO_SOURCES, saving: DEFAULT_SAVING, page: DEFAULT_PAGE_CHOICE });
  });

  it('of version 3 stay as they are', () => {
    const settings = { ...first, version: 3, tools: { on: ['luma'], own: [acme] }, sources: NO_SOURCES, saving: { ...DEFAULT_SAVING, template: '{date}/{clip}', dailyCount: 5 }, page: { badge: true, cards: false } };
    expect(parseSettings(settings)).toEqual(settings);
    expect(parseSettings({ ...settings, tools: 'all' })).toEqual({ ...settings, tools: NO_TOOLS });
  });
});

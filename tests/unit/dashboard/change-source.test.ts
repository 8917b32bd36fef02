import { describe, expect, it } from 'vitest';
import { changeSource, type SourcePorts } from '../../../entrypoints/dashboard/change-source.ts';
import type { TokenTest } from '../../../lib/domain/jobs/job-source.ts';
import { NO_SOURCES, type SourceSettings } from '../../../lib/domain/jobs/source-settings.ts';
import { fail, ok } from '../../../lib/result.ts';
import { SOURCE_PROFILES } from '../../../lib/sources/jobs/list.ts';

const ON = { on: true, base: null };
const TOKEN = 'secret-token-77';

interface Hall extends SourcePorts {
  readonly did: string[];
  readonly sent: unknown[];
}

/** Notes what is done, in order. */
function hall(settings: Partial<SourceSettings> = {}, { grants = true, test = { verdict: 'accepted', message: 'Fine.' } as TokenTest | null, toolHosts = [] as string[], deaf = false } = {}): Hall {
  const did: string[] = [];
  const sent: unknown[] = [];
  const note = (what: string) => async (): Promise<void> => void did.push(what);
  return {
    did,
    sent,
    profiles: SOURCE_PROFILES,
    settings: { ...NO_SOURCES, ...settings },
    toolHosts,
    requestHosts: async (hosts) => (did.push(`ask ${hosts.join(' ')}`), grants),
    dropHosts: async (hosts) => void did.push(`drop ${hosts.join(' ')}`),
    writeSource: async (id, choice) => void did.push(`write ${id} ${choice.on ? 'on' : 'off'} ${choice.base}`),
    calm: note('calm'),
    enterToken: async (id, token) => void did.push(`enter ${id} ${token.length}`),
    forgetToken: note('forget'),
    announce: () => void did.push('announce'),
    send: async (message) => {
      sent.push(message);
      did.push(message.type);
      // The test names the reply to the one message that has one.
      return deaf ? fail('refused', 'Nobody there.') : ok((message.type === 'ui:test-source' ? test : null) as never);
    },
  };
}

describe('a source of jobs in Settings', () => {
  it('is switched on when the browser has granted its hosts, and asked at once', async () => {
    const ports = hall();
    expect(await changeSource('useapi', { kind: 'on' }, ports)).toBeNull();
    expect(ports.did).toEqual(['ask https://api.useapi.net/* https://cdn.discordapp.com/* https://media.discordapp.net/*', 'write useapi on null', 'calm', 'announce', 'ui:resume-source']);
  });

  it('stays off when the user says no to its hosts', async () => {
    const ports = hall({}, { grants: false });
    expect(await changeSource('fal', { kind: 'on' }, ports)).toMatchObject({ tone: 'warn', sentence: 'Not allowed, so fal is not asked.' });
    expect(ports.did).toHaveLength(1);
  });

  it('asks for hosts before anything else has a turn: browsers refuse a question after a wait', () => {
    for (const kind of ['on', 'allow', 'test'] as const) {
      const ports = hall();
      void changeSource('fal', { kind }, ports);
      expect(ports.did[0]).toMatch(/^ask /);
    }
    const ports = hall({ fal: ON });
    void changeSource('fal', { kind: 'token', token: TOKEN }, ports);
    expect(ports.did[0]).toMatch(/^ask /);
    const moved = hall({ fal: ON });
    void changeSource('fal', { kind: 'address', base: 'https://queue.example.com' }, moved);
    expect(moved.did[0]).toContain('ask https://queue.example.com/*');
  });

  it('gives back what nothing else is asked at when it is switched off', async () => {
    const shared = { on: true, base: 'https://queue.fal.run' };
    const ports = hall({ useapi: shared, fal: ON }, { toolHosts: ['https://cdn.discordapp.com/*'] });
    await changeSource('useapi', { kind: 'off' }, ports);
    expect(ports.did).toEqual(['write useapi off https://queue.fal.run', 'calm', 'announce', 'drop https://media.discordapp.net/*']);
  });

  it('writes the token itself: no message holds it', async () => {
    const ports = hall({ fal: ON });
    expect(await changeSource('fal', { kind: 'token', token: TOKEN }, ports)).toEqual({ tone: 'good', sentence: 'Fine.' });
    expect(ports.did.slice(1)).toEqual(['enter fal 15', 'announce', 'ui:test-source', 'ui:poll-now']);
    expect(JSON.stringify(ports.sent)).not.toContain(TOKEN);
    const off = hall();
    expect(await changeSource('fal', { kind: 'token', token: TOKEN }, off)).toMatchObject({ sentence: 'Stored. Switch fal on to use it.' });
    expect(off.sent).toEqual([]);
  });

  it.each([
    ['accepted', 'good'],
    ['refused', 'bad'],
    ['no-credit', 'bad'],
    ['not-known', 'warn'],
  ] as const)('tells what a test found: %s', async (verdict, tone) => {
    expect(await changeSource('fal', { kind: 'test' }, hall({ fal: ON }, { test: { verdict, message: 'So.' } }))).toEqual({ tone, sentence: 'So.' });
  });

  it('says so when the worker does not answer', async () => {
    for (const kind of ['on', 'resume', 'test'] as const) expect(await changeSource('fal', { kind }, hall({ fal: ON }, { deaf: true }))).toMatchObject({ sentence: expect.stringContaining('did not answer') });
    expect(await changeSource('fal', { kind: 'test' }, hall({ fal: ON }, { test: null }))).toMatchObject({ sentence: expect.stringContaining('did not answer') });
  });

  it('never lets a token go to another host than the one that gave it', async () => {
    const ports = hall({ useapi: ON });
    const answer = await changeSource('useapi', { kind: 'address', base: 'https://pika.example.com/v1' }, ports);
    expect(ports.did.slice(1, 4)).toEqual(['forget', 'write useapi on https://pika.example.com/v1', 'drop https://api.useapi.net/*']);
    expect(answer?.sentence).toBe('useapi is asked at pika.example.com from now on. Enter the API token for it.');
    const sameHost = hall({ useapi: ON });
    await changeSource('useapi', { kind: 'address', base: 'https://api.useapi.net/v2/pika' }, sameHost);
    expect(sameHost.did).not.toContain('forget');
  });

  it('keeps its address when the new host is not granted', async () => {
    const ports = hall({ useapi: ON }, { grants: false });
    expect(await changeSource('useapi', { kind: 'address', base: 'https://pika.example.com' }, ports)).toMatchObject({ tone: 'warn' });
    expect(ports.did).toHaveLength(1);
  });
});

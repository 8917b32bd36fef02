import { describe, expect, it } from 'vitest';
import type { DashboardAction } from '../../../components/dashboard/actions.ts';
import { type DashboardPorts, runAction } from '../../../entrypoints/dashboard/run-action.ts';
import { FOREVER } from '../../../lib/domain/health/pauses.ts';
import { NO_TOOLS } from '../../../lib/domain/health/tools.ts';
import { fail, ok } from '../../../lib/result.ts';
import { DAY, MINUTE } from '../../../lib/time.ts';
import { anIncident, NOW } from '../../support/dashboard-data.ts';

function world(over: Partial<DashboardPorts> = {}) {
  const log: unknown[] = [];
  const ports: DashboardPorts = {
    now: () => NOW,
    newId: () => 'abcdefghij',
    choice: NO_TOOLS,
    windows: [],
    incidents: [anIncident({ id: 'one' }), anIncident({ id: 'two', start: NOW - 5 * DAY })],
    coverage: new Map([['one', 0.5]]),
    report: { zone: 'Asia/Kolkata', pauses: [], nameOf: (id) => id },
    send: (message) => {
      log.push(message);
      return Promise.resolve(ok(null as never)); // every reply of these messages is null
    },
    requestHost: (url) => {
      log.push(url);
      return Promise.resolve(true);
    },
    requestPermission: () => {
      log.push('pika.art');
      return Promise.resolve(true);
    },
    copyReport: () => Promise.resolve(true),
    copy: (text) => {
      log.push(text);
      return Promise.resolve(true);
    },
    download: (file) => log.push(file.fileName),
    verdict: {
      ask: async () => void log.push('ask'),
      copy: () => Promise.resolve(log.push('copy') > 0),
      close: () => log.push('close'),
    },
    reload: () => log.push('reload'),
    ...over,
  };
  return { log, run: (action: DashboardAction) => runAction(action, ports) };
}

describe('a button of the dashboard', () => {
  it('asks for a tool\'s own host before anything else, then has it watched and asked', async () => {
    const { log, run } = world();
    const asked = run({ kind: 'tool-on', id: 'runway' });
    expect(log).toEqual(['https://status.runwayml.com/']);
    expect(await asked).toBeNull();
    expect(log.slice(1)).toEqual([{ type: 'ui:set-tools', tools: { on: ['runway'], own: [] } }, { type: 'ui:check-tools', only: ['runway'] }]);
  });

  it('asks whose fault it is, copies the answer and puts it away', async () => {
    const { log, run } = world();
    expect(await run({ kind: 'ask-verdict' })).toBeNull();
    expect(await run({ kind: 'copy-verdict' })).toBe('Copied.');
    expect(await run({ kind: 'close-verdict' })).toBeNull();
    expect(log).toEqual(['ask', 'copy', 'close']);
    const refusing = { ask: async () => {}, copy: () => Promise.resolve(false), close: () => {} };
    expect(await world({ verdict: refusing }).run({ kind: 'copy-verdict' })).toBe('The answer could not be copied.');
  });

  it('asks for Pika\'s hosts within the click, and says what came of it', async () => {
    const { log, run } = world();
    const asked = run({ kind: 'grant' });
    expect(log).toEqual(['pika.art']);
    expect(await asked).toContain('Allowed');
    expect(await world({ requestPermission: () => Promise.resolve(false) }).run({ kind: 'grant' })).toContain('not checked');
  });

  it('changes nothing when the user does not allow the host', async () => {
    const { log, run } = world({ requestHost: () => Promise.resolve(false) });
    expect(await run({ kind: 'tool-on', id: 'runway' })).toContain('Not allowed');
    expect(await run({ kind: 'add-tool', draft: { name: 'Farm', url: 'https://status.example.com', dialect: 'auto' } })).toContain('Not allowed');
    expect(log).toEqual([]);
  });

  it('adds a tool of the user\'s own, and removes it', async () => {
    const { log, run } = world();
    expect(await run({ kind: 'add-tool', draft: { name: 'Farm', url: 'https://status.example.com', dialect: 'auto' } })).toContain('Farm');
    const made = { id: 'own-abcdefghij', name: 'Farm', url: 'https://status.example.com/', dialect: 'auto' } as const;
    expect(log).toEqual(['https://status.example.com/', { type: 'ui:set-tools', tools: { on: [], own: [made] } }]);
    const later = world({ choice: { on: ['luma'], own: [made] } });
    await later.run({ kind: 'remove-tool', id: made.id });
    expect(later.log).toEqual([{ type: 'ui:set-tools', tools: { on: ['luma'], own: [] } }]);
  });

  it('pauses for a while or for good, and resumes', async () => {
    const { log, run } = world();
    await run({ kind: 'pause', monitors: null, minutes: 30 });
    await run({ kind: 'pause', monitors: ['pika-web'], minutes: null });
    await run({ kind: 'resume', monitors: ['pika-web'] });
    expect(log).toEqual([
      { type: 'ui:pause', monitors: null, until: NOW + 30 * MINUTE },
      { type: 'ui:pause', monitors: ['pika-web'], until: FOREVER },
      { type: 'ui:resume', monitors: ['pika-web'] },
    ]);
  });

  it('hands over one incident or a period, with start and end in the user\'s zone', async () => {
    const { log, run } = world();
    expect(await run({ kind: 'copy', incidents: ['one'], days: null, format: 'text' })).toBe('Copied.');
    expect(log[0]).toContain('2026-11-20 16:35:00 UTC+05:30');
    expect(log[0]).toContain('2026-11-20 17:22:00 UTC+05:30');
    expect(log[0]).not.toContain('2026-11-16');
    expect(log[0]).toMatch(/Watched: +50\.0 % of that time/);
    await run({ kind: 'download', incidents: ['one', 'two'], days: 30, format: 'json' });
    expect(log[1]).toMatch(/\.json$/);
    await run({ kind: 'copy', incidents: ['one', 'two'], days: 30, format: 'json' });
    expect((JSON.parse(String(log[2])) as { incidents: { coverage: unknown }[] }).incidents.map(({ coverage }) => coverage)).toEqual([0.5, null]);
  });

  it('says so when the background does not answer', async () => {
    const { run } = world({ send: () => Promise.resolve(fail('refused', 'no')) });
    expect(await run({ kind: 'check-now' })).toContain('did not answer');
  });
});

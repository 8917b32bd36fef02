import { describe, expect, it } from 'vitest';
import { newState } from '../../../lib/domain/health/fold.ts';
import type { MonitorState } from '../../../lib/domain/health/monitor.ts';
import { type ToolReading, type ToolStatus, UNREADABLE, unreadable } from '../../../lib/domain/health/tool-reading.ts';
import type { ToolFacts } from '../../../lib/domain/health/tool-record.ts';
import { toolViews } from '../../../lib/domain/health/tool-view.ts';
import { monitorOf, TOOLS } from '../../../lib/domain/health/tools.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { START } from './world.ts';

function facts(id: string, status: ToolStatus, note: string | null = null): ToolFacts {
  const reading: ToolReading = { status, reason: null, note, incidents: [], firstNoticeAt: null, components: [] };
  return { id, askedAt: START, reading, misses: 0, dialect: null };
}

function state(id: string, status: MonitorState['status'], changes: Partial<MonitorState> = {}): MonitorState {
  return { ...newState(monitorOf(id), START), status, lastCheckAt: START, ...changes };
}

function view(id: string, one: MonitorState | null, known: ToolFacts | null, now = START + MINUTE) {
  const found = toolViews({ on: [id], own: [] }, one === null ? [] : [one], known === null ? [] : [known], now).find((tool) => tool.id === id);
  if (found === undefined) throw new Error(`no view of ${id}`);
  return found;
}

describe('a tool on the screen', () => {
  it.each([
    ['runway', 'up', 'up', null, 'Runway reports that all works.'],
    ['runway', 'degraded', 'degraded', 'Slow.', 'Runway reports trouble: Slow.'],
    ['runway', 'down', 'down', 'Generations fail', 'Runway reports an outage: Generations fail.'],
    ['runway', 'down', 'down', null, 'Runway reports an outage.'],
    ['runway', 'unknown', 'maintenance', 'Upgrade', 'Runway reports maintenance: Upgrade.'],
    ['runway', 'paused', 'up', null, 'Checks are paused.'],
    ['kling', 'up', 'up', 'Its site answers.', 'Its site answers; more cannot be told.'],
    ['kling', 'degraded', 'up', null, 'Its site answers slower than usual.'],
    ['opinion', 'up', 'up', null, 'apistatuscheck.com reports that all works.'],
  ] as const)('%s is %s: reading %s', (id, status, read, note, sentence) => {
    const shown = view(id, state(id, status), facts(id, read, note));
    expect(shown.sentence).toBe(sentence);
    expect(shown.status).toBe(read === 'maintenance' ? 'maintenance' : status);
  });

  it.each([
    ['http', 503, 'Its site answers with error 503.'],
    ['timeout', null, 'Its site does not answer in time.'],
    ['unreachable', null, 'Its site cannot be reached.'],
  ] as const)('that was probed says what went wrong: %s', (kind, httpStatus, sentence) => {
    const down = state('kling', 'down', { lastFailure: { kind, httpStatus } });
    expect(view('kling', down, { ...facts('kling', 'up'), reading: unreadable('no-answer') }).sentence).toBe(sentence);
  });

  it('is never called up or down when it cannot be read, and says why', () => {
    const sentences = UNREADABLE.map((reason) => {
      const shown = view('runway', state('runway', 'unknown'), { ...facts('runway', 'up'), reading: unreadable(reason) });
      expect(shown).toMatchObject({ status: 'unknown', since: null, needsPermission: reason === 'not-permitted' });
      return shown.sentence;
    });
    expect(new Set(sentences).size).toBe(UNREADABLE.length);
  });

  it('grows old: after fifteen minutes without a check nothing is known', () => {
    expect(view('runway', state('runway', 'up'), facts('runway', 'up'), START + 15 * MINUTE).status).toBe('up');
    expect(view('runway', state('runway', 'up'), facts('runway', 'up'), START + HOUR)).toMatchObject({ status: 'unknown', sentence: 'Not known: it could not be asked for a while.' });
    expect(view('runway', state('runway', 'unknown'), facts('runway', 'maintenance'), START + HOUR).status).toBe('unknown');
  });

  it('that was never asked says so', () => {
    expect(view('runway', null, null)).toMatchObject({ on: true, status: 'unknown', sentence: 'Not asked yet.', askedAt: null });
  });

  it('that is off says so, even with a state left from before', () => {
    const own = { id: 'own-acme', name: 'Acme', url: 'https://status.acme.example.com/', dialect: 'auto' } as const;
    const views = toolViews({ on: [], own: [own] }, [state('runway', 'down')], [facts('runway', 'down', 'x')], START);
    expect(views).toHaveLength(TOOLS.length + 1);
    expect(views.find(({ id }) => id === 'runway')).toMatchObject({ on: false, status: 'unknown', sentence: 'Not watched.', incidents: [] });
    expect(views.at(-1)).toMatchObject({ id: 'own-acme', on: true, kind: 'own', origin: 'https://status.acme.example.com/*' });
  });
});

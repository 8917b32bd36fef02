import { describe, expect, it } from 'vitest';
import { newState } from '../../../lib/domain/health/fold.ts';
import type { Incident } from '../../../lib/domain/health/incident.ts';
import { followIncidents, type IncidentFacts, type IncidentWrite } from '../../../lib/domain/health/incidents.ts';
import type { MonitorState } from '../../../lib/domain/health/monitor.ts';
import { FOREVER, pause } from '../../../lib/domain/health/pauses.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { type Answer, between, CHALLENGE, clock, ERROR_503, GOOD, reading, run, type Script, seeded, START, type Story } from './world.ts';

const SLOW: Answer = { ...GOOD, latencyMs: 4000 };

/** The API and the site at work, the rest fine. */
function failing(spans: Readonly<Record<string, readonly (readonly [from: string, to: string, answer?: Answer])[]>>, more: Script = {}, duration = DAY): Promise<Story> {
  const answer = (monitor: string, at: number): Answer => {
    const span = spans[monitor]?.find(([from, to]) => between(at, from, to));
    return span === undefined ? GOOD : (span[2] ?? ERROR_503);
  };
  return run({ ...more, pika: answer }, duration);
}

const near = (moment: number | null | undefined, text: string): void => {
  expect(moment).toBeGreaterThanOrEqual(clock(text));
  expect(moment).toBeLessThan(clock(text) + MINUTE);
};

describe('the end of an incident', () => {
  const open: Incident = {
    id: 'pika@1', service: 'pika', severity: 'down', start: START, confirmedAt: START + MINUTE, end: null, open: 1, monitors: ['pika-web'],
    parts: [{ monitor: 'pika-web', severity: 'down', start: START, end: null }], models: [], jobs: [], evidence: [], notices: [],
  };
  const end = START + HOUR;
  const good = (at: number): Partial<MonitorState> => ({ status: 'up', since: end, lastCheckAt: at, goodSince: end, goodInARow: 3 });
  const look = (facts: IncidentFacts, now: number, api: Partial<MonitorState>): IncidentWrite => {
    const states = [{ ...newState('pika-web', START), ...good(now) }, { ...newState('pika-api', START), status: 'up', lastCheckAt: now, ...api } as const];
    return followIncidents(facts, { now, states, checks: [] });
  };

  it('waits for a monitor that began to fail before it and is not confirmed yet', () => {
    const waiting = look({ open: [open], suspects: [] }, end + MINUTE, { failingSince: end - SECOND, failuresInARow: 2 });
    expect(waiting.incidents[0]).toMatchObject({ open: 1, end: null, parts: [{ end }] });
    const facts = { open: waiting.incidents, suspects: waiting.suspects };
    expect(look(facts, end + 2 * MINUTE, {}).incidents[0]).toMatchObject({ open: 0, end });
    const down = look(facts, end + 2 * MINUTE, { status: 'down', outageSince: end - SECOND }).incidents[0];
    expect(down).toMatchObject({ open: 1, end: null, monitors: ['pika-web', 'pika-api'] });
  });

  it('does not wait for one that began to fail after it', () => {
    const ended = look({ open: [open], suspects: [] }, end + MINUTE, { failingSince: end + SECOND, failuresInARow: 2 });
    expect(ended.incidents[0]).toMatchObject({ open: 0, end });
  });

  it('comes when the monitor is watched no more', () => {
    const { incidents } = followIncidents({ open: [open], suspects: [] }, { now: end, states: [], checks: [] });
    expect(incidents[0]).toMatchObject({ open: 0, end });
  });

  it('is nothing that the aggregator has: it speaks of Pika, whose incident it is noted in', () => {
    const state = { ...newState('tool:opinion', START), status: 'down', outageSince: START, lastCheckAt: end } as const;
    const seen = { now: end, states: [state], checks: [{ ...reading('pika-web', end, ERROR_503).check, monitor: 'tool:opinion' as const }] };
    expect(followIncidents({ open: [], suspects: [] }, seen)).toEqual({ incidents: [], suspects: [] });
    const earlier: Incident = { ...open, id: 'tool:opinion@1', service: 'tool:opinion', parts: [{ monitor: 'tool:opinion', severity: 'down', start: START, end: null }] };
    expect(followIncidents({ open: [earlier], suspects: [] }, seen).incidents).toMatchObject([{ open: 0, end }]);
  });

  it('says nothing twice: the same look again changes nothing', () => {
    const state = { ...newState('pika-web', START), status: 'down', outageSince: START, lastCheckAt: end } as const;
    const seen = { now: end, states: [state], checks: [reading('pika-web', end, ERROR_503).check] };
    const first = followIncidents({ open: [open], suspects: [] }, seen);
    expect(first.incidents).toHaveLength(1);
    expect(followIncidents({ open: first.incidents, suspects: first.suspects }, seen)).toEqual({ incidents: [], suspects: [] });
  });

  it('is undone by a relapse within five minutes, and not by one later or of another service', () => {
    const closed: Incident = { ...open, end, open: 0, parts: [{ monitor: 'pika-web', severity: 'down', start: START, end }] };
    const down = (monitor: MonitorState['monitor'], after: number): IncidentWrite => {
      const state = { ...newState(monitor, START), status: 'down', outageSince: end + after, lastCheckAt: end + after + MINUTE } as const;
      return followIncidents({ open: [], closed: [{ ...closed, id: 'earlier', end: START }, closed], suspects: [] }, { now: end + after + MINUTE, states: [state], checks: [] });
    };
    expect(down('pika-api', 5 * MINUTE).incidents).toMatchObject([{ id: open.id, open: 1, end: null, start: START, monitors: ['pika-web', 'pika-api'] }]);
    expect(down('pika-api', 5 * MINUTE + 1).incidents[0]?.id).not.toBe(open.id);
    expect(down('tool:runway', MINUTE).incidents[0]?.id).not.toBe(open.id);
  });

  it('leaves other services alone', () => {
    const tool = { ...newState('tool:runway', START), status: 'down', since: START, outageSince: START, lastCheckAt: end } as const;
    const web = { ...newState('pika-web', START), ...good(end + MINUTE) };
    const { incidents } = followIncidents({ open: [open], suspects: [] }, { now: end + MINUTE, states: [web, tool], checks: [] });
    expect(incidents.map(({ service, open: goesOn }) => [service, goesOn])).toEqual([['pika', 0], ['tool:runway', 1]]);
  });
});

describe('an incident', () => {
  it('peers case 6: starts with the first failed check, is confirmed a minute later, ends with the first good check', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '11:00']] });
    expect(incidents).toHaveLength(1);
    const [incident] = incidents;
    near(incident?.start, '10:00');
    expect((incident?.confirmedAt ?? 0) - (incident?.start ?? 0)).toBe(MINUTE);
    near(incident?.end, '11:00');
    expect(incident).toMatchObject({ service: 'pika', severity: 'down', open: 0, monitors: ['pika-web'] });
    expect(incident?.evidence[0]).toMatchObject({ monitor: 'pika-web', at: incident?.start, kind: 'http', httpStatus: 503 });
  });

  it('goes on until three checks are good', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '11:00']] }, {}, 11 * HOUR);
    expect(incidents[0]).toMatchObject({ open: 1, end: null });
  });

  it('is one for all of Pika’s monitors that are down at the same time, each with its own part', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '10:30']], 'pika-api': [['10:10', '11:00']], 'pika-cdn': [['10:50', '12:00']] });
    expect(incidents).toHaveLength(1);
    near(incidents[0]?.start, '10:00');
    near(incidents[0]?.end, '12:00');
    expect(incidents[0]?.parts.map(({ monitor }) => monitor)).toEqual(['pika-web', 'pika-api', 'pika-cdn']);
    near(incidents[0]?.parts[0]?.end, '10:30');
  });

  it('is another when the first was over', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '10:30']], 'pika-api': [['10:40', '11:00']] });
    expect(incidents.map(({ monitors }) => monitors)).toEqual([['pika-web'], ['pika-api']]);
  });

  it('takes no part of another monitor’s blip', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '10:30']], 'pika-api': [['10:29:50', '10:30:20']] });
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ monitors: ['pika-web'], open: 0 });
    near(incidents[0]?.end, '10:30');
  });

  it('that was slow first becomes an outage, and stays one', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '10:30', SLOW], ['10:30', '11:00'], ['11:00', '12:00', SLOW]] });
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ severity: 'down', open: 0 });
    expect(incidents[0]?.parts.map(({ severity }) => severity)).toEqual(['degraded', 'down', 'degraded']);
    near(incidents[0]?.parts[1]?.start, '10:30');
    near(incidents[0]?.parts[1]?.end, '11:00');
    expect(incidents[0]?.evidence.map(({ kind }) => kind)).toContain('slow');
  });

  it.each([
    ['sleep', { asleep: (at: number) => between(at, '11:00', '15:00') }],
    ['a dead connection', { connected: (at: number) => !between(at, '11:00', '15:00') }],
    ['a pause', { pauses: pause([], null, clock('11:00'), clock('15:00')) }],
    ['a permission taken back', { permitted: (at: number) => !between(at, '11:00', '15:00') }],
  ])('is not split by %s in its middle', async (_, more) => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '16:00']] }, more);
    expect(incidents).toHaveLength(1);
    near(incidents[0]?.end, '16:00');
  });

  it('is not split by a challenge in its middle', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '11:00'], ['11:00', '12:00', CHALLENGE], ['12:00', '13:00']] });
    expect(incidents).toHaveLength(1);
    near(incidents[0]?.end, '13:00');
    expect(incidents[0]?.evidence.every(({ kind }) => kind === 'http')).toBe(true);
  });

  it('that ended unseen ends with the first check after the gap', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '12:00']] }, { asleep: (at) => between(at, '11:00', '15:00') });
    near(incidents[0]?.end, '15:00');
    expect(incidents).toHaveLength(1);
  });

  it('peers case 5: with a quarter of the checks good for half an hour is one', async () => {
    const random = seeded(7);
    const { incidents } = await run({ pika: (monitor, at) => (monitor === 'pika-web' && between(at, '03:00', '03:30') && random() > 0.25 ? ERROR_503 : GOOD) }, 6 * HOUR);
    expect(incidents).toHaveLength(1);
  });

  it('is not opened by a blip, nor by anything while paused', async () => {
    const blip = await failing({ 'pika-web': [['10:00', '10:00:50']] });
    expect(blip.incidents).toEqual([]);
    expect(blip.checks.filter(({ outcome }) => outcome === 'failed')).not.toEqual([]);
    const paused = await failing({ 'pika-web': [['10:00', '11:00']] }, { pauses: pause([], null, clock('09:00'), FOREVER) });
    expect(paused.incidents).toEqual([]);
    expect(paused.checks.filter(({ at }) => at >= clock('09:00'))).toEqual([]);
  });

  it('keeps how it began and how it went at last, and no more', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '20:00']], 'pika-api': [['10:00', '20:00']] });
    const evidence = incidents[0]?.evidence ?? [];
    expect(evidence).toHaveLength(100);
    near(evidence[0]?.at, '10:00');
    expect(evidence.at(-1)?.at).toBeGreaterThan(clock('19:58'));
    expect(new Set(evidence.map(({ monitor, at }) => `${monitor} ${at}`)).size).toBe(100);
  });

  it.each([[DAY], [-DAY]])('survives a clock that is wrong by %i ms in its middle', async (error) => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '12:00']] }, { clockError: (at) => (between(at, '10:30', '11:00') ? error : 0) });
    expect(incidents).toHaveLength(1);
    near(incidents[0]?.start, '10:00');
    near(incidents[0]?.end, '12:00');
  });

  it('that began on a clock which was a day ahead never ends before it starts', async () => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '12:00']] }, { clockError: (at) => (between(at, '09:00', '10:30') ? DAY : 0) });
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.start).toBeLessThanOrEqual(incidents[0]?.end ?? 0);
    near(incidents[0]?.end, '12:00');
  });

  it.each([
    ['sleep', { asleep: (at: number) => between(at, '11:00', '15:00') }],
    ['a browser that is offline', { online: (at: number) => !between(at, '11:00', '15:00') }],
  ])('of slowness is not split or ended by %s either', async (_, more) => {
    const { incidents } = await failing({ 'pika-web': [['10:00', '16:00', SLOW]] }, more);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.severity).toBe('degraded');
    expect(incidents[0]?.end).toBeGreaterThanOrEqual(clock('16:00'));
  });
});

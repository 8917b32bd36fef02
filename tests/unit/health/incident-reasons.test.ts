import { describe, expect, it } from 'vitest';
import type { IncidentPart, IncidentReason } from '../../../lib/domain/health/incident.ts';
import { reasonsAfter } from '../../../lib/domain/health/incident-reasons.ts';
import { reasonOf } from '../../../lib/domain/health/tool-reason.ts';
import { type ToolAnswer, type ToolReading, unreadable } from '../../../lib/domain/health/tool-reading.ts';
import { MINUTE } from '../../../lib/time.ts';
import { START } from './export/sample.ts';

const part = (monitor: IncidentPart['monitor'], end: number | null = null): IncidentPart => ({ monitor, severity: 'degraded', start: START, end });
const PARTS = [part('pika-generation'), part('tool:runway')];

/** What stays of lines said one after the other, a minute apart. */
function told(lines: readonly string[], monitor: IncidentReason['monitor'] = 'pika-generation', parts = PARTS): readonly string[] {
  const said = lines.map((text, minute) => ({ monitor, at: START + minute * MINUTE, text }));
  return said.reduce<readonly IncidentReason[]>((known, reason) => reasonsAfter(known, [reason], parts), []).map(({ at, text }) => `${(at - START) / MINUTE} ${text}`);
}

describe('the reasons of an incident', () => {
  it('are each said once, with the moment at which they were said first', () => {
    expect(told(['Model 2.5 fails.', 'Model 2.5 fails.', 'Models 2.2 and 2.5 fail.'])).toEqual(['0 Model 2.5 fails.', '2 Models 2.2 and 2.5 fail.']);
  });

  it('keep the first and the newest of lines that differ in numbers alone', () => {
    expect(told([6, 7, 8, 9].map((wait) => `${wait} min now, usually 3 min.`))).toEqual(['0 6 min now, usually 3 min.', '3 9 min now, usually 3 min.']);
    expect(told(['6 min now', 'Nothing is made', '7 min now', '8 min now'])).toEqual(['0 6 min now', '1 Nothing is made', '3 8 min now']);
  });

  it('are at most five of one monitor, the first among them, and those of others beside them', () => {
    const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
    expect(told(words)).toEqual(['0 one', '3 four', '4 five', '5 six', '6 seven']);
    const full = words.slice(0, 5).map((text, minute) => ({ monitor: 'tool:runway' as const, at: START + minute, text }));
    expect(reasonsAfter(full, [{ monitor: 'pika-generation', at: START, text: 'one' }], PARTS)).toHaveLength(6);
  });

  it('are those of its own parts that go on', () => {
    expect(told(['slow'], 'tool:luma')).toEqual([]);
    expect(told(['slow'], 'tool:runway', [part('tool:runway', START + MINUTE)])).toEqual([]);
  });
});

describe('what a vendor’s page says', () => {
  const reading = (over: Partial<ToolReading>): ToolReading => ({ status: 'degraded', reason: null, note: null, incidents: [], firstNoticeAt: null, components: [], ...over });
  const said = (found: ToolReading, over: Partial<ToolAnswer> = {}): string | null => {
    const answer: ToolAnswer = { at: START, reading: found, direct: false, failure: null, latencyMs: null, httpStatus: 200, retryAfterMs: null, dialect: 'statuspage', ...over };
    return reasonOf('tool:runway', answer)?.text ?? null;
  };

  it('is its words, or else the parts in trouble', () => {
    expect(said(reading({ note: 'Elevated errors on Gen-4' }))).toBe('Elevated errors on Gen-4');
    expect(said(reading({ status: 'down', components: [{ name: 'API', status: 'down' }, { name: 'Site', status: 'up' }, { name: 'Gen-4', status: 'degraded' }] }))).toBe('Trouble with API, Gen-4');
    expect(said(reading({}))).toBe('Trouble, without details');
    expect(said(reading({ components: Array.from({ length: 500 }, (_, n) => ({ name: `part ${n}`, status: 'down' as const })) }))).toHaveLength(200);
  });

  it('is no reason when it says that all is well or nothing at all, nor what a probe of ours finds', () => {
    expect(said(reading({ status: 'up', note: 'All good' }))).toBeNull();
    expect(said(reading({ status: 'maintenance', note: 'Upgrade' }))).toBeNull();
    expect(said(unreadable('refused', 'A bot check'))).toBeNull();
    expect(said(reading({ status: 'down', note: 'Its site answers with error 503.' }), { direct: true })).toBeNull();
  });
});

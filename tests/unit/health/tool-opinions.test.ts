import { describe, expect, it } from 'vitest';
import { withToolNotices } from '../../../lib/domain/health/tool-opinions.ts';
import { type ToolReading, unreadable } from '../../../lib/domain/health/tool-reading.ts';
import type { ToolFacts } from '../../../lib/domain/health/tool-record.ts';
import { TOOLS } from '../../../lib/domain/health/tools.ts';
import { MINUTE } from '../../../lib/time.ts';
import { INCIDENT, START } from './export/sample.ts';

const fresh = { ...INCIDENT, notices: [] };
const reading = (status: ToolReading['status'], firstNoticeAt: number | null = null): ToolReading => ({ ...unreadable('no-answer'), status, reason: null, firstNoticeAt });
const facts = (id: string, said: ToolReading): ToolFacts => ({ id, askedAt: START + 10 * MINUTE, reading: said, misses: 0, dialect: null });

describe('what other pages say of an incident', () => {
  it('of Pika is the aggregator’s word alone, dated to when it was read if it gives no time', () => {
    const known = TOOLS.map(({ id }) => facts(id, reading('down')));
    expect(withToolNotices(fresh, TOOLS, known).notices).toEqual([{ from: 'apistatuscheck.com', at: START + 10 * MINUTE }]);
  });

  it('of a tool is its own page’s, dated to when it was published', () => {
    const known = TOOLS.map(({ id }) => facts(id, reading('degraded', START + MINUTE)));
    const runway = TOOLS.find(({ id }) => id === 'runway');
    const noted = withToolNotices({ ...fresh, service: 'tool:runway' }, TOOLS, known);
    expect(noted.notices).toEqual([{ from: new URL(runway?.feed.url ?? '').hostname, at: START + MINUTE }]);
  });

  it('is nothing while they are fine, cannot be read or are not watched, and nothing twice', () => {
    for (const status of ['up', 'unknown', 'maintenance'] as const) {
      expect(withToolNotices(fresh, TOOLS, TOOLS.map(({ id }) => facts(id, reading(status))))).toBe(fresh);
    }
    const down = TOOLS.map(({ id }) => facts(id, reading('down')));
    expect(withToolNotices(fresh, [], down)).toBe(fresh);
    const once = withToolNotices(fresh, TOOLS, down);
    expect(withToolNotices(once, TOOLS, down)).toBe(once);
  });
});

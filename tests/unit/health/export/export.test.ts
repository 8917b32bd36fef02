import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, exportIncidents } from '../../../../lib/domain/health/export/export-incidents.ts';
import { duration, moment } from '../../../../lib/domain/health/export/moments.ts';
import type { Incident } from '../../../../lib/domain/health/incident.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../lib/time.ts';
import { IN_KOLKATA, INCIDENT, START } from './sample.ts';

const one = (incident: Incident, format: (typeof EXPORT_FORMATS)[number], coverage: number | null = 0.99999): string =>
  exportIncidents([{ incident, coverage }], format, null, IN_KOLKATA).content;

describe('an incident as text', () => {
  it('peers case 6: says when, how long, what and on whose clock', () => {
    expect(one(INCIDENT, 'text')).toBe(`Incident report by Pika Keeper

Pika was down: site, generator
------------------------------
Began:                  2026-06-01 15:30:00 UTC+05:30
Confirmed:              2026-06-01 15:31:00 UTC+05:30
Ended:                  2026-06-01 16:30:00 UTC+05:30
Lasted:                 1 h
Of that down:           1 h
Affected:               site, generator
Models:                 Pika 2.2
Own generations:        pika-page:1
Watched:                99.9 % of that time, from this browser
status.example said so: 2026-06-01 15:55:30 UTC+05:30, 25 min 30 s after our first failed check
Time zone:              Asia/Kolkata

Time                           What       Result             HTTP status  Answer took  Edge
2026-06-01 15:30:00 UTC+05:30  site       server error       503          91 ms        BOM
2026-06-01 16:00:00 UTC+05:30  generator  no answer in 10 s
Edge is the network location that answered this browser, not where the service runs.
`);
  });

  it('that goes on says so, with its length up to now', () => {
    const text = one({ ...INCIDENT, end: null, open: 1, parts: [{ monitor: 'pika-web', severity: 'down', start: START, end: null }] }, 'text', null);
    expect(text).toContain('Pika is down');
    expect(text).toContain('goes on at 2026-06-01 17:30:00 UTC+05:30');
    expect(text).toMatch(/Lasted: +2 h\n/);
    expect(text).toMatch(/Watched: +not known\n/);
  });

  it('of a tool names the tool', () => {
    const text = one({ ...INCIDENT, service: 'tool:runway', monitors: ['tool:runway'], severity: 'degraded', notices: [{ from: 'x', at: START - HOUR }] }, 'text');
    expect(text).toContain('Runway was slow or failed in part\n');
    expect(text).toContain('1 h before our first failed check');
    expect(text).not.toContain('Of that down');
  });
});

describe('why it was slow or failed in part', () => {
  const reasons = [
    { monitor: 'pika-api', at: START, text: 'Model 2.5 fails for you; 2.2 works.' },
    { monitor: 'tool:runway', at: START + MINUTE, text: 'Elevated errors on Gen-4' },
  ] as const;

  it('stands in a text with its moment, and says whose words they are', () => {
    const text = one({ ...INCIDENT, reasons }, 'text');
    expect(text).toMatch(/\nReason: +2026-06-01 15:30:00 UTC\+05:30: Model 2\.5 fails for you; 2\.2 works\.\n/);
    expect(text).toMatch(/\nRunway says: +2026-06-01 15:31:00 UTC\+05:30: Elevated errors on Gen-4\n/);
  });

  it('stands in Markdown, escaped, in one line', () => {
    const text = one({ ...INCIDENT, reasons: [{ ...reasons[1], text: 'Gen-4\n# [fails](https://x.example/?t=SECRET) <b>\u202e' }] }, 'markdown');
    expect(text).toContain('- **Runway says:** 2026-06-01 15:31:00 UTC+05:30: Gen-4 \\# \\[fails\\]((an address) \\<b\\>\n');
    expect(text).not.toContain('SECRET');
  });

  it('stands in JSON, and is an empty list where nobody said anything', () => {
    expect(JSON.parse(one({ ...INCIDENT, reasons }, 'json'))).toMatchObject({
      incidents: [{ reasons: [{ monitor: 'pika-api', at: { utc: '2026-06-01T10:00:00.000Z' }, by: 'own-jobs', text: reasons[0].text }, { by: 'vendor', text: 'Elevated errors on Gen-4' }] }],
    });
    expect(JSON.parse(one(INCIDENT, 'json'))).toMatchObject({ incidents: [{ reasons: [] }] });
  });
});

describe('headers of failed answers', () => {
  const [first, second] = INCIDENT.evidence;
  const found = { ...INCIDENT, evidence: [{ ...first, headers: 'cf-ray: 8df1a2b3c4d5e6f7-BOM; server: https://x.example/?t=SECRET' }, second] } as Incident;

  it('stand in a column of their own, where there are any', () => {
    expect(one(found, 'text')).toContain('91 ms        BOM   cf-ray: 8df1a2b3c4d5e6f7-BOM; server: (an address)\n');
    expect(one(found, 'markdown')).toContain('| BOM | cf-ray: 8df1a2b3c4d5e6f7-BOM; server: (an address) |');
    expect(one(INCIDENT, 'markdown')).not.toContain('Headers');
  });

  it('stand in JSON', () => {
    expect(JSON.parse(one(found, 'json'))).toMatchObject({ incidents: [{ evidence: [{ headers: 'cf-ray: 8df1a2b3c4d5e6f7-BOM; server: (an address)' }, { headers: null }] }] });
  });

  it.each(EXPORT_FORMATS)('in %s hold no address', (format) => {
    expect(one(found, format)).not.toContain('SECRET');
  });
});

describe('a period', () => {
  it('is one document with all its incidents, or says that there was none', () => {
    const period = { from: START - DAY, to: START + DAY };
    const two = exportIncidents([{ incident: INCIDENT, coverage: 1 }, { incident: INCIDENT, coverage: 1 }], 'markdown', period, IN_KOLKATA);
    expect(two.fileName).toBe('pika-keeper-incidents-2026-05-31.md');
    expect(two.content.match(/^## /gm)).toHaveLength(2);
    expect(two.content.split('\n')[0]).toBe('# 2 incidents from 2026-05-31 15:30:00 UTC+05:30 to 2026-06-02 15:30:00 UTC+05:30, seen by Pika Keeper');
    expect(exportIncidents([], 'text', period, IN_KOLKATA).content).toMatch(/^No incidents from/);
  });

  it('claims no end that nobody saw', () => {
    const lost: Incident = { ...INCIDENT, parts: [{ monitor: 'pika-generation', severity: 'down', start: START, end: INCIDENT.end, unseen: true }] };
    const told = (form: 'text' | 'json', incident: Incident): string => exportIncidents([{ incident, coverage: 1 }], form, null, IN_KOLKATA).content;
    expect(told('text', lost)).toContain('2026-06-01 16:30:00 UTC+05:30; nobody saw when it ended');
    expect(told('text', lost)).not.toMatch(/^Ended/m);
    expect([lost, INCIDENT, { ...INCIDENT, end: null }].map((incident) => /"endWasSeen": (\w+)/.exec(told('json', incident))?.[1])).toEqual(['false', 'true', 'false']);
  });

  it('as JSON is read back with every moment in UTC and on the local clock', () => {
    const read: unknown = JSON.parse(exportIncidents([{ incident: INCIDENT, coverage: 0.5 }], 'json', { from: START, to: START + DAY }, IN_KOLKATA).content);
    expect(read).toMatchObject({
      format: 'pika-keeper/incidents',
      version: 1,
      timeZone: 'Asia/Kolkata',
      incidents: [{
        start: { utc: '2026-06-01T10:00:00.000Z', local: '2026-06-01 15:30:00 UTC+05:30' },
        durationMs: HOUR,
        downMs: HOUR,
        coverage: 0.5,
        notices: [{ from: 'status.example', lagMs: 25.5 * MINUTE }],
        evidence: [{ httpStatus: 503 }, { kind: 'timeout', edge: null }],
      }],
    });
  });
});

describe('what never leaves', () => {
  const secret = 'https://cdn.pika.art/v1/abc/video.mp4?token=SECRET';

  it.each(EXPORT_FORMATS)('in %s: an address in a name, and any field that nobody named', (format) => {
    const odd = { ...INCIDENT, models: [`x ${secret}`], notices: [{ from: secret, at: START }], prompt: 'SECRET', token: 'SECRET' } as Incident;
    const text = one({ ...odd, evidence: [{ ...INCIDENT.evidence[0], edge: secret, url: secret } as Incident['evidence'][number]] }, format);
    expect(text).not.toContain('SECRET');
    expect(text).toContain('(an address)');
  });
});

describe('Markdown', () => {
  it('shows words from outside as they are, and makes nothing of them', () => {
    const text = one({ ...INCIDENT, models: ['[a](b) <img src=x> | `c` **d**'] }, 'markdown');
    expect(text).toContain('\\[a\\](b) \\<img src\\=x\\> \\| \\`c\\` \\*\\*d\\*\\*');
  });

  it('keeps its shape whatever a model or an edge is called', () => {
    const plain = one(INCIDENT, 'markdown');
    const shape = (text: string): string[] => text.split('\n').map((line) => line.replace(/\\./g, '').replace(/[^|#\n]/g, ''));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ maxLength: 60 }), (model, edge) => {
        const [first, second] = INCIDENT.evidence;
        if (first === undefined || second === undefined) throw new Error('the sample has two');
        const text = one({ ...INCIDENT, models: [model], evidence: [{ ...first, edge }, second] }, 'markdown');
        expect(shape(text)).toEqual(shape(plain));
        expect(text.replace(/\\./g, '')).not.toMatch(/[<>`]|\]\(/);
      }),
    );
  });
});

describe('words for times', () => {
  it.each([[0, '0 s'], [999, '0 s'], [59 * SECOND, '59 s'], [MINUTE, '1 min'], [90 * SECOND, '1 min 30 s'], [HOUR + 5 * MINUTE, '1 h 5 min'], [2 * DAY + 61 * MINUTE, '2 d 1 h'], [-5, '0 s']])(
    '%i ms is %s',
    (ms, words) => {
      expect(duration(ms)).toBe(words);
    },
  );

  it('name the zone’s offset at that moment, not today’s', () => {
    expect(moment(Date.UTC(2026, 0, 1), 'America/New_York')).toBe('2025-12-31 19:00:00 UTC-05:00');
    expect(moment(Date.UTC(2026, 6, 1), 'America/New_York')).toBe('2026-06-30 20:00:00 UTC-04:00');
    expect(moment(Date.UTC(2026, 6, 1), 'UTC')).toBe('2026-07-01 00:00:00 UTC');
  });

  it('do not break on a clock out of range', () => {
    expect(moment(9e15, 'UTC')).toBe('unknown');
  });
});

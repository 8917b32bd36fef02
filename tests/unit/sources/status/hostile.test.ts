import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_COMPONENTS, MAX_INCIDENTS, TOOL_STATUSES, type ToolReading } from '../../../../lib/domain/health/tool-reading.ts';
import { detectDialect, guessesFor, READERS } from '../../../../lib/sources/status/dialects.ts';
import { statuspageSummary } from '../../../simulator/status/statuspage.ts';
import { answer, DOCUMENTS, feedOf, NOW, read } from './documents.ts';

/** What is wrong with a reading, whatever was read; nothing must be. */
function defectsOf({ status, reason, incidents, components }: ToolReading): string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [TOOL_STATUSES.includes(status), `status ${status}`],
    [(reason === null) === (status !== 'unknown'), `${status} for ${reason}`],
    [incidents.length <= MAX_INCIDENTS && components.length <= MAX_COMPONENTS, 'too many rows'],
    [incidents.every(({ title }) => title.length <= 200), 'a long title'],
    [incidents.every(({ url }) => url === null || url.startsWith('https://')), 'a link that is none'],
    [incidents.every(({ startedAt }) => startedAt === null || Number.isFinite(startedAt)), 'a start that is none'],
  ];
  return rules.flatMap(([holds, what]) => (holds ? [] : [what]));
}

const feeds = [...DOCUMENTS.map(({ feed }) => feed), feedOf('kling')];

describe('any text', () => {
  it('gives a reading', () => {
    fc.assert(
      fc.property(fc.constantFrom(...feeds), fc.oneof(fc.string({ unit: 'binary' }), fc.json()), fc.constantFrom(200, 403, 500), (feed, text, status) => {
        expect(defectsOf(read(feed, text, { status }))).toEqual([]);
      }),
    );
  });

  it('in place of any value of a good document gives a reading', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DOCUMENTS), fc.constantFrom('up', 'degraded', 'down', 'maintenance'), fc.jsonValue(), fc.nat(), ({ feed, document }, said, value, where) => {
        expect(defectsOf(read(feed, JSON.stringify(replaced(document(said), value, where))))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is one dialect or none', () => {
    const [guess] = guessesFor('https://status.example.com/');
    if (guess === undefined) throw new Error('no guesses');
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { dialect, reading } = detectDialect([{ guess, answer: answer({ url: guess.url, dialect: 'auto' }, text) }], 'https://status.example.com/', NOW);
        expect(defectsOf(reading)).toEqual([]);
        expect(dialect === null).toBe(reading.status === 'unknown');
      }),
    );
  });
});

/** The document with one of its values, the `where`th counted from the root, replaced. */
function replaced(document: unknown, value: unknown, where: number): unknown {
  let count = 0;
  const total = JSON.stringify(document).split(/[,:{[]/).length;
  return JSON.parse(JSON.stringify(document), (_key, one: unknown) => {
    count += 1;
    return count === (where % total) + 1 ? value : one;
  });
}

describe('a hostile document', () => {
  const feed = feedOf('runway');
  const good = statuspageSummary('status.runwayml.com', 'up', NOW);

  it('reaches no prototype', () => {
    for (const { feed: one, document } of DOCUMENTS) {
      const text = JSON.stringify(document('down')).replace('{', '{"__proto__":{"polluted":1,"status":{"indicator":"none"}},"constructor":{"prototype":{"polluted":1}},');
      expect(defectsOf(read(one, text))).toEqual([]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }
    const inherited = '{"__proto__":{"page":{"url":"https://status.runwayml.com"},"status":{"indicator":"none"}}}';
    expect(read(feed, inherited).status).toBe('unknown');
  });

  it('is bounded', () => {
    const components = Array.from({ length: 3000 }, (_, index) => ({ name: `Part ${index}`, status: 'operational' }));
    const incidents = Array.from({ length: 1000 }, () => ({ name: 'x'.repeat(500), status: 'identified' }));
    const reading = read(feed, { ...good, components, incidents });
    expect(reading.components).toHaveLength(MAX_COMPONENTS);
    expect(reading.incidents).toHaveLength(MAX_INCIDENTS);
    expect(defectsOf(reading)).toEqual([]);
  });

  it('that is too large, or nested too deep, says nothing', () => {
    expect(read(feed, { ...good, ballast: 'x'.repeat(1_000_000) })).toMatchObject({ status: 'unknown', reason: 'too-large' });
    expect(read(feed, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toMatchObject({ status: 'unknown', reason: 'not-a-feed' });
  });

  it.each(['5', '2026', 'now', '24 Aug 2026 11:00', 1_787_000_000_000, '2026-08-24T99:99', `2026-08-24T11:00:00.${'0'.repeat(40)}Z`, null, {}])('takes %j for no moment', (when) => {
    const incidents = [{ name: 'A', status: 'identified', created_at: when, started_at: when, updated_at: when }];
    expect(read(feed, { ...good, incidents })).toMatchObject({ firstNoticeAt: null, incidents: [{ startedAt: null, updatedAt: null }] });
  });

  it('shows no control characters, and none that turn the direction of a sentence', () => {
    const incidents = [{ name: 'A\u0000\u001b[31m\u202eB\nC', status: 'identified' }];
    expect(read(feed, { ...good, incidents }).incidents[0]?.title).toBe('A[31mB C');
    expect(read(feed, { ...good, incidents: [{ name: '\u202e \u2066', status: 'identified' }] }).incidents).toEqual([]);
  });
});

describe('an unknown page', () => {
  it.each([
    ['statuspage', 0, 'https://status.runwayml.com/', '/api/v2/summary.json', 'down'],
    // Chat still works, and nobody said that only video matters.
    ['incident-io', 1, 'https://status.openai.com/', '/proxy/status.openai.com', 'degraded'],
    ['better-stack', 3, 'https://status.lumalabs.ai/', '/index.json', 'down'],
    ['instatus', 4, 'https://status.fal.ai/', '/summary.json', 'down'],
  ] as const)('is found to speak %s', (dialect, index, url, path, status) => {
    const spoken = DOCUMENTS[index]?.document('down');
    const answers = guessesFor(url).map((guess) => ({
      guess,
      answer: answer({ url: guess.url, dialect: 'auto' }, new URL(guess.url).pathname === path ? spoken : '<html></html>', new URL(guess.url).pathname === path ? {} : { status: 404 }),
    }));
    expect(detectDialect(answers, url, NOW)).toMatchObject({ dialect, reading: { status } });
  });

  it('is asked on its own host alone, and its address is all that is needed', () => {
    for (const { url } of guessesFor('https://status.example.com/some/page')) expect(new URL(url).host).toBe('status.example.com');
  });

  it('that says it is another page is told so', () => {
    const guess = { dialect: 'statuspage', url: 'https://acme.statuspage.io/api/v2/summary.json' } as const;
    const text = statuspageSummary('status.acme.example', 'up', NOW);
    expect(detectDialect([{ guess, answer: answer({ url: guess.url, dialect: 'auto' }, text) }], guess.url, NOW)).toMatchObject({ dialect: null, reading: { reason: 'wrong-page', note: expect.stringContaining('status.acme.example') as unknown } });
  });

  it('without any data is no feed', () => {
    expect(detectDialect([], 'https://status.example.com/', NOW)).toMatchObject({ dialect: null, reading: { status: 'unknown', reason: 'not-a-feed' } });
  });

  it('has readers that describe only https addresses', () => {
    for (const feed of feeds) for (const url of READERS[feed.dialect === 'auto' ? 'statuspage' : feed.dialect].describe(feed)) expect(url).toMatch(/^https:\/\//);
  });
});

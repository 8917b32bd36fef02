import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../entrypoints/dashboard/text-of.ts';
import { archiveReader } from '../../lib/domain/clips/archive/read-archive.ts';
import { badRowWords, takenNews } from '../../lib/domain/clips/archive/words.ts';
import { takeIn } from '../../lib/store/archive.ts';
import type { Store } from '../../lib/store/db.ts';
import { BAD_SHOWN, exportArchive, importArchive, type Imported, type ImportPorts } from '../../lib/tasks/move-archive.ts';
import { readArchive } from '../../lib/store/archive.ts';
import { exported, freshStore, imported, JUDGE, pathKey } from '../support/archive-world.ts';
import { NOW } from '../support/builders.ts';

const ROWS = 2000;
const PROMPTS = ['=HYPERLINK("http://evil.example","click")', 'two\nlines, one prompt', 'she said "run"; and ran', '-2+3+cmd|calc', '@SUM(A1)', 'ein Füchslein 🦊', "'quoted'", '\tindented'];

const HEADINGS = ['Clip id', 'State', 'Saved at', 'Prompt', 'Source', 'Job id', 'Job state', 'Job first seen', 'Link', 'Link ends at', 'Link ends by', 'Clip first seen', 'Bytes', 'Proof'];

function cellsOf(n: number): string[] {
  const id = n.toString().padStart(16, 'c');
  const when = '2026-11-21T12:00:00.000Z';
  return [id, 'saved', when, PROMPTS[n % PROMPTS.length] ?? '', 'pika-page', `job-${String(n).padStart(5, '0')}`, 'finished', when, `https://cdn.pika.art/results/run/${n}.mp4`, when, 'assumed', when, String(1000 + n), 'boxes'];
}

/** As a spreadsheet of a language with decimal commas writes it: a mark at its head, CRLF, semicolons. */
function hardTable(rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string): string => (/[;"\r\n\t']/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `\uFEFF${[HEADINGS, ...rows].map((row) => row.map(quoted).join(';')).join('\r\n')}\r\n`;
}

interface Seen {
  pieces: number;
  breaths: number;
  largest: number;
  stopAfter: number;
}

async function importFile(db: Store | null, file: Blob, seen: Seen): Promise<Imported> {
  const ports: ImportPorts = {
    pieces: () => textOf(file),
    read: archiveReader(JUDGE),
    takeIn(entries) {
      seen.pieces += 1;
      seen.largest = Math.max(seen.largest, entries.length);
      return db === null ? Promise.resolve({ newClips: entries.length, nowSaved: 0, knownClips: 0 }) : takeIn(db, entries, { now: NOW, random: () => 0, pathKey });
    },
    progress: () => {},
    stopped: () => seen.pieces >= seen.stopAfter,
    breathe() {
      seen.breaths += 1;
      return Promise.resolve();
    },
  };
  return importArchive(ports);
}
const fresh = (): Seen => ({ pieces: 0, breaths: 0, largest: 0, stopAfter: Infinity });

describe('peers case 25: a hard table', () => {
  it('is taken in but for its three bad rows, each named by its line, and goes out inert and in again the same', async () => {
    const rows = Array.from({ length: ROWS }, (_, n) => cellsOf(n));
    const [bad1, bad2, bad3] = [cellsOf(9001), cellsOf(9002), cellsOf(9003)];
    bad1[8] = 'https://evil.example/x.mp4';
    bad2[2] = 'next Tuesday';
    const broken = bad3.map((cell, n) => (n === 3 ? 'an "open quote' : cell));
    const good = hardTable([...rows.slice(0, 500), bad1, ...rows.slice(500, 1200), bad2, ...rows.slice(1200)]);
    // A quote that is never closed, in front of the last ten rows.
    const lines = good.split('\r\n');
    const at = lines.length - 11;
    const text = [...lines.slice(0, at), broken.map((cell) => (cell.startsWith('an ') ? '"an open quote' : cell)).join(';'), ...lines.slice(at)].join('\r\n');

    const db = await freshStore();
    const seen = fresh();
    const taken = await importFile(db, new Blob([text]), seen);
    if (taken.kind !== 'taken') throw new Error('it is an archive');
    expect(taken.counts).toEqual({ newClips: ROWS, nowSaved: 0, knownClips: 0 });
    const lineOf = (needle: string): number => text.slice(0, text.indexOf(needle)).split(/\r\n|\n|\r/).length;
    expect(taken.bad).toEqual([
      { line: lineOf(bad1[0] ?? ''), fault: 'has a link that clips are not saved from' },
      { line: lineOf(bad2[0] ?? ''), fault: 'has a state, a number or a date that cannot be read' },
      { line: lineOf(bad3[0] ?? ''), fault: 'has a quote that is not closed' },
    ]);
    expect(takenNews(taken).sentence).toBe('2,000 clips are new here. 3 rows could not be taken.');
    expect(badRowWords({ line: 1234, fault: 'has a quote that is not closed' })).toBe('Line 1,234 has a quote that is not closed.');
    expect(seen.largest).toBeLessThanOrEqual(250);

    const jobs = await db.getAll('jobs');
    expect(jobs.map(({ request }) => request.prompt)).toEqual(rows.map((row) => row[3]));
    expect((await db.getAll('saves')).every(({ state, downloadId }) => state === 'saved' && downloadId === null)).toBe(true);

    const out = await exported(db, 'csv');
    expect(out.startsWith('\uFEFF')).toBe(true);
    expect(out).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")"`);
    expect(out).not.toMatch(/(^|[,;\t\r\n])"?[=+@-](?!$)/m);
    const elsewhere = await freshStore();
    expect(await imported(elsewhere, out, NOW)).toMatchObject({ newClips: ROWS, bad: [] });
    expect(await exported(elsewhere, 'csv')).toBe(out);
  });

  it('is read as UTF-16 as well, which spreadsheets call Unicode text', async () => {
    const text = hardTable([cellsOf(1), cellsOf(5)]).replaceAll(';', '\t');
    const taken = await importFile(null, new Blob([Buffer.from(text, 'utf16le')]), fresh());
    expect(taken).toMatchObject({ kind: 'taken', badRows: 0, counts: { newClips: 2 } });
  });

  it('with fifty thousand rows, it is worked through in small parts with room for the page between them', async () => {
    const file = new Blob(Array.from({ length: 50 }, (_, part) => hardTable(Array.from({ length: 1000 }, (_row, n) => cellsOf(part * 1000 + n))).slice(part === 0 ? 0 : hardTable([]).length)));
    const seen = fresh();
    const taken = await importFile(null, file, seen);
    expect(taken).toMatchObject({ kind: 'taken', counts: { newClips: 50_000 }, badRows: 0, stopped: false });
    expect(seen.largest).toBeLessThanOrEqual(250);
    expect(seen.breaths).toBeGreaterThanOrEqual(200);
  });

  it('stops where the user says so, keeps what it took, and tells how to go on', async () => {
    const file = new Blob([hardTable(Array.from({ length: 5000 }, (_, n) => cellsOf(n)))]);
    const taken = await importFile(null, file, { ...fresh(), stopAfter: 3 });
    if (taken.kind !== 'taken') throw new Error('it is an archive');
    expect(taken).toMatchObject({ stopped: true, counts: { newClips: 750 } });
    expect(takenNews(taken).sentence).toMatch(/^Stopped\. .*Import the same file again to go on\.$/);
  });

  it('full of bad rows, it counts all and lists the first', async () => {
    const file = new Blob([hardTable(Array.from({ length: 1000 }, () => cellsOf(1).map((cell, n) => (n === 0 ? 'not an id' : cell))))]);
    const taken = await importFile(null, file, fresh());
    if (taken.kind !== 'taken') throw new Error('it is an archive');
    expect([taken.badRows, taken.bad.length, takenNews(taken).moreBad]).toEqual([1000, BAD_SHOWN, 1000 - BAD_SHOWN]);
  });

  it.each(['', 'hello', '{"a":1}', '[]', 'Name;Size\r\nfox;3', '%PDF-1.4'])('is no archive at all when it is %j', async (text) => {
    expect(await importFile(null, new Blob([text]), fresh())).toEqual({ kind: 'no-archive', why: 'foreign' });
  });

  it('of a later version, it is left alone', async () => {
    expect(await importFile(null, new Blob(['{"format":"pika-keeper-archive","version":2,"entries":[]}']), fresh())).toEqual({ kind: 'no-archive', why: 'newer' });
  });
});

describe('writing the archive out', () => {
  it('stops where the user says so, and makes no half a file', async () => {
    const db = await freshStore();
    await imported(db, hardTable(Array.from({ length: 600 }, (_, n) => cellsOf(n))), NOW);
    let parts = 0;
    const ports = { now: () => NOW, count: () => db.count('jobs'), parts: (withPaths: boolean) => readArchive(db, { withPaths }), progress: () => {}, breathe: () => Promise.resolve() };
    expect(await exportArchive('json', false, { ...ports, stopped: () => (parts += 1) > 1 })).toBeNull();
    const made = await exportArchive('json', false, { ...ports, stopped: () => false });
    expect(made?.clips).toBe(600);
    expect(JSON.parse(made?.pieces.join('') ?? '')).toMatchObject({ exportedAt: NOW, entries: { length: 600 } });
  });
});

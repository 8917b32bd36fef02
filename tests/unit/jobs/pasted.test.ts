import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiSourceId } from '../../../lib/domain/jobs/job.ts';
import { MAX_BAD, MAX_NAMED_BAD, MAX_PASTED, MAX_PASTED_JOBS, type PasteSource, readPasted } from '../../../lib/domain/jobs/pasted.ts';
import { rowsOf, separatorOf } from '../../../lib/domain/jobs/pasted-table.ts';
import { JOB_SOURCES } from '../../../lib/sources/jobs/list.ts';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const OTHER = '1f8fad5b-d9cb-469f-a165-70867728950e';
const USEAPI = '20240109000001-user:1234-pika';

function sources(...on: readonly ApiSourceId[]): readonly PasteSource[] {
  return Object.values(JOB_SOURCES).map((source) => ({ source, base: source.base, on: on.includes(source.id) }));
}

const FAL = sources('fal');

function ids(text: string, chosen: ApiSourceId | null = 'fal', given = FAL): readonly string[] {
  return readPasted(text, given, chosen).jobs.map(({ source, jobId }) => `${source}:${jobId}`);
}

describe('one id or many', () => {
  it.each([
    UUID, `  ${UUID}\r\n`, `"${UUID}"`, `'${UUID}'`, `“${UUID}”`, `<${UUID}>`, `${UUID.toUpperCase()}.`, `[${UUID}],`, `\uFEFF${UUID}`,
    `https://queue.fal.run/fal-ai/pika/requests/${UUID}/status?logs=1`, `https://queue.fal.run/fal-ai/pika/requests/${UUID}`,
    `https://fal.ai/dashboard/requests/${UUID}`, `https://fal.ai/models/fal-ai/pika/v2.2/text-to-video?share=1&requestId=${UUID}`, `https://fal.run/fal-ai/pika/requests/${UUID.toUpperCase()}`,
  ])('%j is one', (text) => {
    expect(ids(text)).toEqual([`fal:${UUID}`]);
  });

  it.each([',', ', ', ';', '\n', '\r\n', '\r', '\t', ' ', ' | ', '\n\n,\n'])('two with %j between them are two', (separator) => {
    expect(ids(`${UUID}${separator}${OTHER}`)).toEqual([`fal:${UUID}`, `fal:${OTHER}`]);
  });

  it('counts what stands there again', () => {
    expect(readPasted(`${UUID}\n${OTHER}, ${UUID.toUpperCase()}`, FAL, 'fal')).toMatchObject({ jobs: [{ line: 1 }, { line: 2 }], repeated: 1, bad: [] });
  });

  it('names the bad ones by line, and takes the good ones', () => {
    const { jobs, bad, badCount } = readPasted(`${UUID}\nnonsense\n${OTHER} and-more\n\n=1+1,x`, FAL, 'fal');
    expect(jobs.map(({ jobId }) => jobId)).toEqual([UUID, OTHER]);
    expect(bad).toEqual([
      { line: 2, text: 'nonsense', reason: 'This is no job ID or address of fal.' },
      { line: 3, text: 'and-more', reason: 'This is no job ID or address of fal.' },
      { line: 5, text: '=1+1,x', reason: 'This is a formula, not a job ID.' },
    ]);
    expect(badCount).toBe(3);
  });
});

describe('whose id it is', () => {
  const all = sources('useapi', 'fal', 'pika-api');

  it('the chosen source decides where several could have given it', () => {
    expect(ids(UUID, 'pika-api', all)).toEqual([`pika-api:${UUID}`]);
    expect(ids(UUID, 'useapi', all)).toEqual([`useapi:${UUID}`]);
    expect(readPasted(UUID, all, null).bad[0]?.reason).toBe('This could be a job of useapi, fal or Pika API. Choose the source first.');
  });

  it('the only one that fits is taken without a choice', () => {
    expect(ids(USEAPI, null, all)).toEqual([`useapi:${USEAPI}`]);
    expect(ids(UUID, null, sources('fal'))).toEqual([`fal:${UUID}`]);
  });

  it('an address decides for itself, whatever was chosen', () => {
    const text = `https://api.useapi.net/v1/pika/jobs/?jobid=${encodeURIComponent(USEAPI)}\nhttps://devapi.pika.art/videos/${UUID}`;
    expect(ids(text, 'fal', all)).toEqual([`useapi:${USEAPI}`, `pika-api:${UUID}`]);
  });

  it('an address at the user’s own base counts too', () => {
    const own = [{ source: JOB_SOURCES.useapi, base: 'https://pika.example.com/api', on: true }];
    expect(ids('https://pika.example.com/api/jobs/?jobid=job-00012', null, own)).toEqual(['useapi:job-00012']);
    const proxy = [{ source: JOB_SOURCES.fal, base: 'https://proxy.example.com/fal', on: true }];
    expect(ids(`https://proxy.example.com/fal/fal-ai/pika/requests/${UUID}`, null, proxy)).toEqual([`fal:${UUID}`]);
  });

  it.each([
    ['https://queue.fal.run/fal-ai/kling-video/requests/0f8fad5b-d9cb-469f-a165-70867728950e', 'This request was made with another model than Pika’s.'],
    ['https://queue.fal.run/fal-ai/pika/v2.2/text-to-video', 'This address of fal holds no request ID.'],
    ['https://fal.ai/models/fal-ai/pika/v2.2/text-to-video', 'This address of fal holds no request ID.'],
    ['https://fal.ai/models/fal-ai/kling-video?requestId=0f8fad5b-d9cb-469f-a165-70867728950e', 'This request was made with another model than Pika’s.'],
    ['https://api.useapi.net/v1/pika/jobs/', 'This address of useapi holds no job ID.'],
    ['https://devapi.pika.art/generate/2.2/t2v', 'This address of the Pika API holds no video ID.'],
    [`https://pika.art/library?v=${UUID}`, 'Videos on pika.art need no ID: open your library there, and they are followed.'],
    [`https://example.com/${UUID}`, 'This is no job ID or address of fal.'],
    [`https://devapi.pika.art/videos/${UUID}`, 'This is a job of Pika API, which is switched off in Settings.'],
    ['x'.repeat(5000), 'This is too long for a job ID.'],
  ])('%s is bad', (text, reason) => {
    expect(readPasted(text, FAL, 'fal')).toMatchObject({ jobs: [], bad: [{ line: 1, reason }] });
  });
});

describe('peers case 25: a table', () => {
  it('is read by its heading: BOM, CRLF, semicolons, quoted line breaks, doubled quotes', () => {
    const text = `\uFEFFDate;"Job ID";Prompt\r\n2026-01-02;${UUID};"a ""red"" fox;\r\nruns"\r\n2026-01-03;"${OTHER}";plain\r\n2026-01-04;;empty\r\n2026-01-05;=HYPERLINK("https://x";"y");formula\r\n`;
    const { jobs, bad } = readPasted(text, FAL, 'fal');
    expect(jobs).toEqual([{ source: 'fal', jobId: UUID, line: 2 }, { source: 'fal', jobId: OTHER, line: 4 }]);
    expect(bad).toEqual([
      { line: 5, text: '', reason: 'There is no ID in this row.' },
      { line: 6, text: '=HYPERLINK("https://x', reason: 'This is a formula, not a job ID.' },
    ]);
  });

  it('may name the source of each row', () => {
    const text = `source,jobid\npika-api,${UUID}\nFAL,${UUID}\nnobody,${OTHER}`;
    expect(ids(text, 'fal', sources('fal', 'pika-api'))).toEqual([`pika-api:${UUID}`, `fal:${UUID}`, `fal:${OTHER}`]);
  });

  it('without a heading is read by the one column that holds ids', () => {
    const text = `fox,${UUID},done\n"owl, at night",${OTHER},done\nfish,broken-id,done`;
    expect(readPasted(text, FAL, 'fal')).toMatchObject({ jobs: [{ jobId: UUID }, { jobId: OTHER }], bad: [{ line: 3, text: 'broken-id' }] });
  });

  it('takes ids that a spreadsheet was kept from running', () => {
    expect(ids(`jobid\n'${UUID}`)).toEqual([`fal:${UUID}`]);
  });

  it('of 2,000 rows with 3 bad ones gives 1,997 jobs and names the three', () => {
    const bad = new Set([7, 1000, 1999]);
    const rows = Array.from({ length: 2000 }, (_none, at) => `${at},${bad.has(at) ? 'oops' : `0f8fad5b-d9cb-469f-a165-${String(at).padStart(12, '0')}`},"line\n""two"""`);
    const pasted = readPasted(`n,request_id,prompt\r\n${rows.join('\r\n')}`, FAL, 'fal');
    expect([pasted.jobs.length, pasted.badCount, pasted.cut]).toEqual([1997, 3, false]);
    expect(pasted.bad.map(({ line }) => line)).toEqual([...bad].map((at) => 2 + 2 * at));
  });
});

describe('rows and cells', () => {
  it.each([
    ['a,b', ',', [['a', 'b']]],
    ['"a,b" , c', ',', [['a,b', 'c']]],
    ['"a""b"', ',', [['a"b']]],
    ['6" disk,x\n7" disk', ',', [['6" disk', 'x'], ['7" disk']]],
    ['"never closed,x\ny', ',', [['"never closed', 'x'], ['y']]],
    ['"a"b,c', ',', [['"a"b', 'c']]],
    ['a\r\rb', ',', [['a'], ['b']]],
    ['""', ',', []],
    [',,\n', ',', []],
  ])('%j', (text, separator, rows) => {
    expect(rowsOf(text, separator).map((row) => row.cells.map((cell) => cell.text))).toEqual(rows);
  });

  it('count lines as an editor does', () => {
    expect(rowsOf('a\n"b\nc"\r\nd\re', ',').map(({ line }) => line)).toEqual([1, 2, 4, 5]);
  });

  it.each([['a;b,c;d', ';'], ['"a;b;c",d', ','], ['a\tb', '\t'], ['a', ','], ['', ',']])('the separator of %j is %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator);
  });
});

describe('too much', () => {
  it('is cut at a whole line, and said so', () => {
    const line = `${UUID}\n`;
    const pasted = readPasted(line.repeat(MAX_PASTED / line.length + 10), FAL, 'fal');
    expect([pasted.jobs.length, pasted.cut, pasted.badCount]).toEqual([1, true, 0]);
  });

  it('of jobs, and of bad items, is bounded and counted', () => {
    const many = Array.from({ length: MAX_PASTED_JOBS + 5 }, (_none, at) => `0f8fad5b-d9cb-469f-a165-${String(at).padStart(12, '0')}`);
    expect(readPasted(many.join('\n'), FAL, 'fal')).toMatchObject({ jobs: { length: MAX_PASTED_JOBS }, cut: true });
    const bad = readPasted('bad\n'.repeat(MAX_NAMED_BAD + 5), FAL, 'fal');
    expect([bad.bad.length, bad.badCount, bad.cut]).toEqual([MAX_NAMED_BAD, MAX_NAMED_BAD + 5, false]);
    expect(readPasted(`${'bad '.repeat(MAX_BAD + 1)}\n${UUID}`, FAL, 'fal')).toMatchObject({ jobs: [], badCount: MAX_BAD, cut: true });
  });
});

it('what was written as CSV is read back, whatever stands in the other cells', () => {
  const cell = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 8 }), fc.array(cell, { minLength: 8, maxLength: 8 }), fc.constantFrom(',', ';', '\t'), (uuids, prompts, separator) => {
      const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const lines = uuids.map((uuid, at) => [quote(prompts[at] ?? ''), uuid].join(separator));
      const { jobs, bad } = readPasted([`prompt${separator}jobid`, ...lines].join('\r\n'), FAL, 'fal');
      expect([jobs.map(({ jobId }) => jobId), bad]).toEqual([uuids, []]);
    }),
  );
});

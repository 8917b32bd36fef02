import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASES, baseBytes } from '../../simulator/media/bases.ts';
import { bodyDigest, buildClip, topBoxes } from '../../simulator/media/mp4.ts';
import { parseRange } from '../../simulator/media/range.ts';
import { DECOYS, FAMILIES, slug } from '../../simulator/media/urls.ts';
import { urlsOf } from '../../simulator/job.ts';
import { startSimulator, type Simulator } from '../../simulator/server.ts';
import { ask } from './client.ts';

describe('clips', () => {
  it.each(BASES.map((base) => [base.name, base] as const))('%s has boxes that add up, with its index where its name says', (_name, base) => {
    const clip = buildClip(baseBytes(base), 'id', null);
    const file = clip.read(0, clip.size);
    const types = topBoxes(file).map((box) => box.type);
    expect(types[0]).toBe('ftyp');
    expect(types.indexOf('moov') < types.indexOf('mdat')).toBe(base.moov === 'first');
    expect(types.at(-1)).toBe(base.moov === 'first' ? 'free' : 'moov');
    expect(file.includes('avc1')).toBe(true);
    expect(file.includes('mp4a')).toBe(base.audio);
  });

  it('are the same for an id each time, and different for every other id', () => {
    const base = baseBytes(BASES[0] ?? { name: '', shape: 'square', moov: 'first', audio: false, seconds: 3 });
    const digests = ['a', 'a', 'b'].map((id) => bodyDigest(buildClip(base, id, null)));
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });

  it('can be 800 MB long, and be read anywhere', () => {
    const base = baseBytes(BASES[1] ?? { name: '', shape: 'square', moov: 'first', audio: false, seconds: 3 });
    const clip = buildClip(base, 'large', 800_000_000);
    expect(clip.size).toBe(800_000_000);
    const across = clip.read(65_500_000, 65_700_000);
    expect(clip.read(65_550_000, 65_560_000)).toEqual(across.subarray(50_000, 60_000));
    const tail = clip.read(clip.size - (base.length - (topBoxes(base).at(-1)?.start ?? 0)), clip.size);
    expect(tail.toString('latin1', 4, 8)).toBe('moov');
  });

  it('have slugs of at most 100 characters with commas and parentheses kept', () => {
    expect(slug('a cat, (two) dogs')).toBe('a_cat,_(two)_dogs');
    expect(slug('word '.repeat(50))).toHaveLength(100);
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-0', 100, { start: 0, end: 1 }],
    ['bytes=90-', 100, { start: 90, end: 100 }],
    ['bytes=-10', 100, { start: 90, end: 100 }],
    ['bytes=-1000', 100, { start: 0, end: 100 }],
    ['bytes=50-1000', 100, { start: 50, end: 100 }],
    ['bytes=100-', 100, 'none'],
    ['bytes=-0', 100, 'none'],
    ['bytes=5-2', 100, null],
    ['bytes=0-1,5-6', 100, null],
    ['items=0-1', 100, null],
    [undefined, 100, null],
  ])('%s of %d bytes', (header, size, expected) => {
    expect(parseRange(header, size)).toEqual(expected);
  });
});

describe('media hosts', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'forty-families' });
  });
  afterAll(() => simulator.stop());

  it('serve every family byte by byte, and no two files alike', async () => {
    const digests = new Set<string>();
    for (const job of simulator.world.finished()) {
      const answer = await ask(simulator, urlsOf(job).result);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'video/mp4']);
      expect(answer.body.equals(simulator.clipBytes(job.id))).toBe(true);
      digests.add(simulator.clipDigest(job.id).sha256);
    }
    expect(digests.size).toBe(40);
    expect(new Set(simulator.world.jobs.map((job) => job.family))).toEqual(new Set(FAMILIES));
  });

  it('serve the results tree alike on both hosts, and as an attachment with ?download', async () => {
    const job = simulator.world.jobs.find((one) => one.family === 'results');
    const url = job ? urlsOf(job).result : '';
    const twin = await ask(simulator, url.replace('cdn.pika.art', 'tre9zd4etmxyc.pika.art'));
    expect(twin.body.equals(simulator.clipBytes(url))).toBe(true);
    const download = await ask(simulator, `${url}?download`);
    expect(download.headers['content-disposition']).toMatch(/^attachment; filename="[0-9a-f]{32}\.mp4"$/u);
  });

  it('serve decoys, pictures and share copies that are no clip', async () => {
    for (const { url } of DECOYS) expect((await ask(simulator, url)).status).toBe(200);
    const job = simulator.world.jobs.find((one) => one.family === 'v1');
    const urls = job ? urlsOf(job) : null;
    expect((await ask(simulator, urls?.poster ?? '')).body.subarray(0, 2).toString('hex')).toBe('ffd8');
    const share = await ask(simulator, urls?.sharing ?? '');
    expect(share.body.equals(simulator.clipBytes(urls?.result ?? ''))).toBe(false);
    expect(simulator.requests.count({ kind: 'decoy' })).toBe(DECOYS.length);
  });

  it('answer ranges exactly, and whole when the file has changed', async () => {
    const job = simulator.world.jobs[0];
    const url = job ? urlsOf(job).result : '';
    const bytes = simulator.clipBytes(url);
    const head = await ask(simulator, url, { method: 'HEAD' });
    expect([head.status, head.headers['content-length'], head.headers['accept-ranges'], head.body.length]).toEqual([200, String(bytes.length), 'bytes', 0]);
    const part = await ask(simulator, url, { headers: { range: 'bytes=10-19', 'if-range': String(head.headers.etag) } });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${bytes.length}`]);
    expect(part.body).toEqual(bytes.subarray(10, 20));
    const beyond = await ask(simulator, url, { headers: { range: `bytes=${bytes.length}-` } });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${bytes.length}`]);
    const changed = await ask(simulator, url, { headers: { range: 'bytes=10-19', 'if-range': '"other"' } });
    expect([changed.status, changed.body.length]).toEqual([200, bytes.length]);
    const known = await ask(simulator, url, { headers: { 'if-none-match': String(head.headers.etag) } });
    expect([known.status, known.body.length]).toEqual([304, 0]);
  });

  it('know nothing else', async () => {
    expect((await ask(simulator, 'https://cdn.pika.art/')).status).toBe(403);
    expect((await ask(simulator, 'https://cdn.pika.art/v1/nothing.mp4')).status).toBe(404);
  });
});

/** Pika's own answers, status pages of other tools, files, and lists of files. */
import { readListing } from '../../../lib/domain/clips/archive/listing.ts';
import { JOB_STATES, type SeenJob } from '../../../lib/domain/jobs/job.ts';
import type { Dialect, ToolReading } from '../../../lib/domain/health/tool-reading.ts';
import { readNameAnswer } from '../../../lib/sources/dns.ts';
import { feedMp4, FIRST_READ, MAX_READS, startMp4 } from '../../../lib/sources/mp4.ts';
import { judgeAnswer } from '../../../lib/sources/pika/answers.ts';
import { firstPageRows } from '../../../lib/sources/pika/first-page.ts';
import { readFlight } from '../../../lib/sources/pika/flight.ts';
import { type PageReading, readPage } from '../../../lib/sources/pika/library.ts';
import { classifyMediaUrl, isMediaHost, posterUrlOf } from '../../../lib/sources/pika/media-url.ts';
import { couldHoldJobs } from '../../../lib/sources/pika/shape.ts';
import { MAX_SHAPE, shapeOf } from '../../../lib/sources/pika/shapes.ts';
import { requestOfFormText, withForm } from '../../../lib/sources/pika/submit-form.ts';
import { READERS } from '../../../lib/sources/status/dialects.ts';
import type { Result } from '../../../lib/result.ts';
import { adobeEvents, aggregatorAll, aggregatorOne, betterStackIndex, googleIncidents, instatusComponents, instatusSummary } from '../../simulator/status/others.ts';
import { incidentIoSummary, statuspageSummary } from '../../simulator/status/statuspage.ts';
import { FLIGHT_FIXTURES, flightFixture, inlineScripts } from '../flight-fixtures.ts';
import { tinyMp4 } from '../tiny-mp4.ts';
import { brokenDocument, changeBytes, changeText, changeValue, HOSTILE_STRINGS, written } from './change.ts';
import type { Chance } from './chance.ts';
import type { Target } from './hunt.ts';

const NOW = Date.UTC(2026, 10, 21);
const FLIGHT = FLIGHT_FIXTURES.filter((name) => name.endsWith('.txt')).map(flightFixture);
const SCRIPTS = FLIGHT_FIXTURES.filter((name) => name.endsWith('.html')).map((name) => inlineScripts(flightFixture(name)));
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const CLIP = `https://cdn.pika.art/v1/${ID}/a_cat_seed12.mp4`;
const LISTED = {
  success: true,
  data: { results: [{ id: ID, promptText: 'a cat', params: { options: { aspectRatio: 1.7, parameters: { seed: 42, negativePrompt: 'x' } }, promptText: 'a cat' }, extended: 1, hasSfx: true, videos: [{ id: ID, status: 'finished', progress: 100, seed: 42, resultUrl: CLIP, sharingUrl: CLIP.replace('.mp4', '_share.mp4'), videoPoster: `https://cdn.pika.art/v1/${ID}/poster.jpg`, duration: 5, error: '' }] }] },
};
const JSONS = [LISTED, { success: true, data: { id: ID, generation: { id: ID, promptText: 'a cat', videos: [{ id: ID, status: 'queued' }] } } }, { success: false, error: 'Something went wrong' }, { message: 'Unauthorized' }, [{ credits: 80 }]].map((one) => JSON.stringify(one));
/** Small Flight answers, so that most changes hit what matters. */
const SMALL_FLIGHT = JSONS.flatMap((json) => [`0:{"a":"$@1","f":"","b":"x"}\n1:${json}\n`, `0:["$@1",["x",null]]\n2:T5,a cat1:${json}\n3:E{"digest":"1"}\n`, `1:${json}\n0:{"a":"$@1","f":"","b":"x","q":"","i":false}\n`]);

/** The same as a first page carries them. */
const SMALL_SCRIPTS = SMALL_FLIGHT.slice(0, 4).map((rows) => `self.__next_f.push([1,${JSON.stringify(rows)}])`);

function flightText(chance: Chance): string {
  if (chance.often(0.5)) {
    const [head = '', row = ''] = chance.pick(SMALL_FLIGHT).split(/(?<=\n)(?=1:)/);
    return row.startsWith('1:{') ? `${head}1:${written(changeValue(JSON.parse(row.slice(2)), chance))}\n` : changeText(head + row, chance);
  }
  return changeText(chance.often(0.7) ? chance.pick(SMALL_FLIGHT) : chance.pick(FLIGHT), chance);
}

function jobFault(job: SeenJob): string | null {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(job.jobId) || !JOB_STATES.includes(job.state)) return `is no job: ${job.jobId}`;
  const stranger = job.videos.find(({ url }) => classifyMediaUrl(url).kind !== 'result');
  return stranger === undefined ? null : `lets ${stranger.url} through`;
}

function judgePage(output: unknown): string | null {
  const read = output as Result<PageReading>;
  return read.ok ? read.value.jobs.map(jobFault).find((fault) => fault !== null) ?? null : null;
}

/** Seeds of the status pages' dialects. */
const FEEDS: Readonly<Record<Exclude<Dialect, 'auto'>, readonly unknown[]>> = {
  statuspage: [statuspageSummary('status.example.com', 'down', NOW), statuspageSummary('status.example.com', 'up', NOW)],
  'incident-io': [incidentIoSummary('status.example.com', 'degraded', NOW), statuspageSummary('status.example.com', 'down', NOW)],
  'better-stack': [betterStackIndex('status.example.com', 'down', NOW)],
  instatus: [instatusSummary('status.example.com', 'down', NOW), instatusComponents('down')],
  google: [googleIncidents('down', NOW)],
  adobe: [adobeEvents('down', NOW)],
  apistatuscheck: [aggregatorOne('down', NOW), aggregatorAll('down', NOW)],
  probe: ['<!doctype html><html><body>Hello</body></html>'],
};

function feedTarget(dialect: Exclude<Dialect, 'auto'>): Target {
  const seeds = FEEDS[dialect].map((one) => JSON.stringify(one));
  const feed = { url: 'https://status.example.com/', dialect, slug: 'pika', parts: ['API'] };
  return {
    name: `status page ${dialect}`,
    make: (chance) => ({ status: chance.pick([200, 200, 200, 404, 500, 403]), contentType: chance.pick(['application/json', 'application/json', 'text/html', null]), url: chance.pick(['https://status.example.com/x', 'https://status.example.com/x', 'https://evil.example/', 'nothing']), text: dialect === 'probe' ? changeText(String(FEEDS.probe[0]), chance) : brokenDocument(seeds, chance) }),
    read: (input) => READERS[dialect].read(input as Parameters<(typeof READERS)[typeof dialect]['read']>[0], feed, NOW),
    judge: (output) => ((output as ToolReading).incidents.length > 200 ? 'has endless incidents' : null),
  };
}

const MP4 = [tinyMp4(), tinyMp4({})];

/** Drives the steps with a file whose size may lie; ends within the reads that are allowed. */
function walkMp4(input: unknown): unknown {
  const { bytes, size } = input as { bytes: Uint8Array; size: number };
  let step = startMp4(size);
  for (let reads = 0; step.kind === 'need'; reads += 1) {
    if (reads > MAX_READS || step.length > Math.max(FIRST_READ, 1024 * 1024)) return 'reads for ever';
    step = feedMp4(step, bytes.slice(step.offset, step.offset + step.length));
  }
  return step.result;
}

const LISTING = ['2026-01-02  10:00   7,204,115 a red fox 0123456789.mp4', '-rw-r--r-- 1 me users 7204115 Jan 2 10:00 fox-abcdefghjk.mp4', './Pika/2026/fox 0123456789 (1).mp4', '├── fox-abcdefghjk.MP4"'].join('\n');

export const PIKA_TARGETS: readonly Target[] = [
  { name: 'Flight rows', make: flightText, read: (input) => readFlight(String(input)), most: (size) => 50_000 + 50 * size },
  { name: 'library', make: flightText, read: (input) => (couldHoldJobs(String(input)), readPage(String(input))), judge: judgePage },
  { name: 'JSON answers', make: (chance) => brokenDocument(JSONS, chance), read: (input) => readPage(String(input)), judge: judgePage },
  { name: 'first page', make: (chance) => (chance.often(0.005) ? chance.pick(SCRIPTS) : SMALL_SCRIPTS).map((script) => (chance.often(0.4) ? changeText(script, chance) : script)), read: (input) => readPage(firstPageRows((input as readonly unknown[]).map(String))), judge: judgePage },
  {
    name: 'links of Pika',
    make: (chance) => (chance.often(0.05) ? chance.pick(HOSTILE_STRINGS) : changeText(chance.pick([CLIP, 'https://tre9zd4etmxyc.pika.art/results/pika2p5_final/0123456789abcdef0123456789abcdef.mp4?download']), chance)),
    read: (input) => ({ kind: classifyMediaUrl(input).kind, media: classifyMediaUrl(input), poster: posterUrlOf(input) }),
    judge(output) {
      const { media, poster } = output as { media: ReturnType<typeof classifyMediaUrl>; poster: string | null };
      const urls = [media.kind === 'result' ? media.url : null, poster].filter((url) => url !== null);
      return urls.every((url) => isMediaHost(new URL(url).hostname) && url.startsWith('https://')) ? null : `lets ${urls.join()} through`;
    },
  },
  { name: 'submitted forms', make: (chance) => brokenDocument(['{"promptText":"a cat","model":"2.5","resolution":"480p","duration":"5","contentType":"i2v","creditCost":"12","options":"{\\"aspectRatio\\":1.7,\\"parameters\\":{\\"seed\\":1}}"}'], chance), read: (input) => ({ kind: 'form', form: requestOfFormText(String(input)), jobs: withForm([], String(input)) }) },
  { name: 'shapes of answers', make: flightText, read: (input) => shapeOf(String(input)), judge: (output) => (String(output).length > MAX_SHAPE ? 'is too long' : null) },
  { name: 'probes', make: (chance) => ({ status: chance.pick([200, 403, 404, 500, 503, 302]), url: chance.pick(['https://pika.art/', 'https://evil.example/', 'x']), body: changeText('<!doctype html><script src="/_next/static/x.js"></script><title>Just a moment...', chance) }), read: (input) => judgeAnswer('pika-web', { ...(input as { status: number; url: string; body: string }), header: () => null }) },
  ...Object.keys(FEEDS).map((dialect) => feedTarget(dialect as Exclude<Dialect, 'auto'>)),
  { name: 'name servers', make: (chance) => brokenDocument(['{"Status":0,"TC":false,"Question":[{"name":"pika.art","type":1}],"Answer":[{"name":"pika.art","type":1,"TTL":1,"data":"1.2.3.4"}]}'], chance), read: (input) => readNameAnswer(String(input)) },
  { name: 'MP4 files', make: (chance) => { const bytes = changeBytes(chance.pick(MP4), chance); return { bytes, size: chance.often(0.6) ? bytes.length : chance.pick([0, -1, 0.5, 2 ** 40, 2 ** 60, Number.NaN, bytes.length + chance.below(100)]) }; }, read: walkMp4, judge: (output) => (output === 'reads for ever' ? output : null) },
  { name: 'lists of files', make: (chance) => changeText(LISTING, chance), read: (input) => readListing(String(input).split('\n')) },
];

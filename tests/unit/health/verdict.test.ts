import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { verdictOf, type VerdictWord } from '../../../lib/domain/health/verdict.ts';
import type { VerdictFacts } from '../../../lib/domain/health/verdict/facts.ts';
import { MINUTE } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';
import { ANSWERS, BEFORE, facts, generation, host, hosts, state } from '../../support/verdict-world.ts';

type Row = readonly [name: string, over: Partial<VerdictFacts>, verdict: VerdictWord, sentence: RegExp, next: RegExp];

const NOT_MADE = generation({ status: 'down', reason: 'nothing-made', sentence: 'Pika makes no videos for you: the last 6 jobs failed, each on Pika’s side.' });
const MODEL = generation({ status: 'degraded', reason: 'model-unavailable', sentence: 'Model 2.5 fails for you; 2.2 works.' });
const STUCK = [23, 41].map((minutes) => ({ job: `pika-page:${minutes}`, model: '2.5', since: NOW - minutes * MINUTE, progress: 99 }));
const CLOUDFLARE = { id: 'cloudflare', name: 'Cloudflare', isSupplier: true, status: 'down', at: NOW } as const;

/** One row a rule, in the order in which they are tried. */
const RULES: readonly Row[] = [
  ['offline', { online: false, permitted: null, controls: null, plain: null, lookUp: null, hosts: hosts('late') }, 'you', /offline/, /^Connect/],
  ['offline while Pika was down a moment ago', { online: false, controls: null, hosts: hosts('late', {}, 'down') }, 'you', /offline/, /^Connect/],
  ['a captive portal that stops HTTPS', { controls: false, plain: true, lookUp: null, hosts: hosts('unreachable') }, 'you', /sign in/, /sign in to the network/],
  ['a captive portal that sends Pika elsewhere', { controls: false, plain: null, hosts: hosts('redirected') }, 'you', /sign in/, /sign in to the network/],
  ['no way out at all', { controls: false, plain: false, lookUp: null, hosts: hosts('unreachable') }, 'you', /does not answer/, /Wi-Fi/],
  ['no permission', { permitted: false, hosts: hosts('late', {}, 'never') }, 'unclear', /does not let/, /^Allow pika.art/],
  ['nothing in time', { controls: null, plain: null, lookUp: null, hosts: hosts('late', {}, 'never') }, 'unclear', /in time/, /ask again/],
  ['all of Pika answers with errors', { hosts: hosts('http') }, 'them', /site answers with error 503, while other sites answer/, /^Wait/],
  ['the site alone answers with an error', { hosts: hosts('up', { 'pika-web': 'http' }) }, 'them', /site answers with error 503/, /^Wait/],
  ['confirmed down and silent', { hosts: hosts('late', {}, 'down') }, 'them', /down for 9\u00a0min/, /^Wait/],
  ['confirmed down and unreachable, its name known', { hosts: hosts('unreachable', {}, 'down') }, 'them', /cannot be reached/, /another network/],
  ['down, and beginning to answer', { hosts: hosts('up', {}, 'down') }, 'them', /begun to answer again/, /two minutes/],
  ['down together with a supplier', { hosts: hosts('http'), tools: [CLOUDFLARE] }, 'them', /Cloudflare, which Pika stands on, reports trouble too/, /^Wait/],
  ['nobody knows its name', { lookUp: 'missing', hosts: hosts('unreachable') }, 'them', /name servers do not know/, /^Wait/],
  ['the video server alone', { hosts: hosts('up', { 'pika-cdn': 'http' }) }, 'partly-them', /video server answers with error 503; the rest/, /saved as soon/],
  ['the generator alone', { hosts: hosts('up', { 'pika-api': 'http' }) }, 'partly-them', /generator answers with error 503/, /submit/],
  ['the sign-in alone', { hosts: hosts('up', { 'pika-login': 'http' }) }, 'partly-them', /sign-in/, /sign out/],
  ['two parts', { hosts: hosts('up', { 'pika-cdn': 'http', 'pika-api': 'http' }) }, 'partly-them', /generator and video server do not work/, /./],
  ['one part, where other sites are walled off', { controls: false, plain: false, hosts: hosts('up', { 'pika-cdn': 'http' }) }, 'partly-them', /video server/, /./],
  ['errors, and nothing else answers', { controls: false, plain: false, hosts: hosts('http') }, 'unclear', /other sites do not answer either/, /connection/],
  ['a bot check', { hosts: hosts('challenge') }, 'blocked', /pika.art shows your browser a bot check/, /pass the bot check/],
  ['a refusal', { hosts: hosts('up', { 'pika-web': 'refused' }) }, 'blocked', /refuses our checks \(error 403\)/, /VPN/],
  ['a redirect', { hosts: hosts('redirected') }, 'blocked', /sends us on/, /Open pika.art/],
  ['a page that is not Pika’s', { hosts: hosts('up', { 'pika-web': 'wrong-page' }) }, 'blocked', /not Pika’s own/, /Open pika.art/],
  ['a bot check before jobs that fail', { hosts: hosts('challenge'), generation: NOT_MADE }, 'blocked', /bot check/, /./],
  ['one unconfirmed silence, its name known', { hosts: hosts('unreachable') }, 'unclear', /did not answer just now/, /VPN/],
  ['one unconfirmed silence of a part', { lookUp: null, hosts: hosts('up', { 'pika-cdn': 'timeout' }) }, 'unclear', /video server did not answer/, /minute/],
  ['a site that makes nothing', { generation: NOT_MADE }, 'them', /makes no videos/, /submit/],
  ['a site that makes nothing, where other sites are walled off', { controls: false, plain: false, generation: NOT_MADE }, 'partly-them', /makes no videos/, /./],
  ['a model that fails', { generation: MODEL }, 'partly-them', /Model 2.5/, /another model/],
  ['one video that hangs', { generation: generation({ stuck: STUCK.slice(0, 1) }) }, 'partly-them', /^Pika answers, but one of your videos has not moved for 23\u00a0min\.$/, /submit it again/],
  ['videos that hang while the site is slow', { hosts: hosts('up', {}, 'degraded'), generation: generation({ status: 'unknown', stuck: STUCK }) }, 'partly-them', /2 videos of yours have not moved, one for 41\u00a0min/, /./],
  ['a video that hangs while a model fails', { generation: { ...MODEL, stuck: STUCK } }, 'partly-them', /Model 2.5/, /another model/],
  ['slow', { hosts: hosts('up', {}, 'degraded') }, 'partly-them', /slower than usual/, /time/],
  ['signed out', { page: { notice: 'signed-out', noticeAt: NOW, jobSeenAt: null, notUnderstoodSince: null } }, 'you', /signed out/, /sign in/],
  ['a part that is late', { hosts: hosts('up', { 'pika-api': 'late' }, 'never') }, 'unclear', /generator did not answer in time; the rest works/, /ask again/],
  ['paused', { hosts: hosts('late', {}, 'paused') }, 'unclear', /paused/, /dashboard/],
  ['all fine', {}, 'you', /^Pika works from here/, /reload/],
  ['all fine by checks of a moment ago', { hosts: hosts('late', {}, 'up') }, 'you', /^Pika works/, /reload/],
  ['all fine where other sites are walled off', { controls: false, plain: false }, 'you', /^Pika works/, /reload/],
];

describe('the verdict', () => {
  it.each(RULES)('%s', (_name, over, verdict, sentence, next) => {
    const given = verdictOf(facts(over));
    expect(given.verdict).toBe(verdict);
    expect(given.sentence).toMatch(sentence);
    expect(given.next).toMatch(next);
  });

  it('is not fine while a failure of seconds ago is the last that is known', () => {
    const failing = { ...state('pika-web', 'up'), failingSince: NOW - 3000, lastFailure: { kind: 'unreachable', httpStatus: null } } as const;
    const rest = hosts('up').slice(1);
    expect(verdictOf(facts({ hosts: [{ monitor: 'pika-web', live: null, state: failing }, ...rest] })).verdict).toBe('unclear');
    const error = { ...failing, lastFailure: { kind: 'http', httpStatus: 502 } } as const;
    expect(verdictOf(facts({ hosts: [{ monitor: 'pika-web', live: null, state: error }, ...rest] }))).toMatchObject({ verdict: 'them', sentence: expect.stringContaining('502') });
    const once = { ...state('pika-web', 'up'), blockedSince: NOW - 3000, lastBlock: { kind: 'challenge', httpStatus: 403 } } as const;
    expect(verdictOf(facts({ hosts: [{ monitor: 'pika-web', live: null, state: once }, ...rest] })).verdict).toBe('blocked');
  });
});

const aHost = (monitor: (typeof PIKA_MONITORS)[number]) => fc.tuple(fc.constantFrom(...ANSWERS), fc.constantFrom(...BEFORE)).map(([answer, before]) => host(monitor, answer, before));
const maybe = fc.constantFrom(true, false, null);
const aStatus = fc.constantFrom('up' as const, 'degraded' as const, 'down' as const, 'unknown' as const);
const anyFacts: fc.Arbitrary<VerdictFacts> = fc
  .record({
    online: fc.boolean(),
    permitted: maybe,
    controls: maybe,
    plain: maybe,
    lookUp: fc.constantFrom('found', 'missing', null),
    hosts: fc.tuple(...PIKA_MONITORS.map(aHost)),
    page: fc.option(fc.record({ notice: fc.constantFrom('signed-out', 'refused', null), noticeAt: fc.constant(NOW), jobSeenAt: fc.constantFrom(null, NOW - MINUTE), notUnderstoodSince: fc.constantFrom(null, NOW - MINUTE) })),
    generation: fc.option(fc.tuple(aStatus, fc.subarray(STUCK)).map(([status, stuck]) => generation({ status, stuck }))),
    tools: fc.array(aStatus.map((status) => ({ id: 'fal', name: 'fal', isSupplier: true, status, at: NOW })), { maxLength: 1 }),
    opinion: fc.constantFrom<VerdictFacts['opinion'][]>('not-asked', null, { status: 'down', at: NOW }),
  })
  .map((found) => facts(found));

describe('the last own jobs in the evidence', () => {
  const line = (over: Parameters<typeof generation>[0]) => verdictOf(facts({ generation: generation(over) })).evidence.find(({ id }) => id === 'jobs');

  it.each([
    [{}, { says: 'fine', what: 'Pika makes your videos.', detail: 'From your own videos' }],
    [{ stuck: STUCK.slice(0, 1) }, { says: 'bad', what: 'One of your videos has not moved for 23\u00a0min.' }],
    [{ ...MODEL, stuck: STUCK.slice(1) }, { says: 'bad', what: MODEL.sentence, detail: 'From your own videos; one of your videos has not moved for 41\u00a0min' }],
  ] as const)('%#: say what is the matter, and since when that is known', (over, said) => {
    expect(line({ ...over, judgedAt: NOW - MINUTE })).toMatchObject({ ...said, at: NOW - MINUTE });
  });
});

describe('public name servers against the system’s own', () => {
  it.each([
    ['known, and reached', { lookUp: 'found', hosts: hosts('up') }, 'fine', /know pika\.art/, null],
    ['known, and some of it reached', { lookUp: 'found', hosts: hosts('unreachable', { 'pika-cdn': 'http' }) }, 'fine', /know pika\.art/, null],
    ['known, and nothing of it reached', { lookUp: 'found', hosts: hosts('unreachable') }, 'fine', /know pika\.art/, /your own name server, a VPN or a firewall/],
    ['not known', { lookUp: 'missing', hosts: hosts('unreachable') }, 'bad', /do not know pika\.art/, /Cloudflare’s and Google’s/],
    ['not asked in time', { lookUp: null, hosts: hosts('unreachable') }, 'unclear', /could not be asked/, null],
  ] as const)('%s', (_name, over, says, what, detail) => {
    const found = verdictOf(facts(over)).evidence.find(({ id }) => id === 'names');
    expect(found).toMatchObject({ says, what: expect.stringMatching(what), at: NOW });
    expect(found?.detail ?? null).toEqual(detail === null ? null : expect.stringMatching(detail));
  });
});

describe('the sign-in in the evidence', () => {
  const seen = { notice: null, noticeAt: null, jobSeenAt: NOW - 5 * MINUTE, notUnderstoodSince: null } as const;

  it.each([
    ['videos were shown', seen, 'fine', /signed in/, NOW - 5 * MINUTE],
    ['the page asked for a sign-in', { ...seen, notice: 'signed-out', noticeAt: NOW - MINUTE }, 'bad', /signed out/, NOW - MINUTE],
    ['the page refused', { ...seen, notice: 'refused', noticeAt: NOW - MINUTE }, 'unclear', /refused/, NOW - MINUTE],
    ['no video was ever shown', { ...seen, jobSeenAt: null }, 'unclear', /not shown any/, null],
    ['the store did not answer', null, 'unclear', /cannot be told/, null],
  ] as const)('where %s', (_name, page, says, what, at) => {
    expect(verdictOf(facts({ page })).evidence.find(({ id }) => id === 'login')).toMatchObject({ says, what: expect.stringMatching(what), at });
  });
});

describe('our own reader in the evidence', () => {
  const page = { notice: null, noticeAt: null, jobSeenAt: NOW - 60 * MINUTE };

  it('is told while it does not understand, blames nobody, and is else not spoken of', () => {
    const broken = verdictOf(facts({ page: { ...page, notUnderstoodSince: NOW - 30 * MINUTE } }));
    expect(broken).toMatchObject({ verdict: 'you', sentence: 'Pika works from here.' });
    expect(broken.evidence.find(({ id }) => id === 'reader')).toMatchObject({ says: 'unclear', at: NOW - 30 * MINUTE, what: expect.stringContaining('no longer understands') });
    expect(verdictOf(facts({ page: { ...page, notUnderstoodSince: null } })).evidence.map(({ id }) => id)).not.toContain('reader');
  });
});

describe('whatever is found', () => {
  it('never blames Pika as a whole while unrelated hosts do not answer', () => {
    fc.assert(fc.property(anyFacts, (found) => {
      fc.pre(found.controls !== true);
      expect(verdictOf(found).verdict).not.toBe('them');
    }));
  });

  it('never blames the user while unrelated hosts answer and all of Pika is confirmed down', () => {
    const down = fc.tuple(anyFacts, fc.constantFrom(...ANSWERS)).map(([found, answer]) => ({ ...found, online: true, controls: true, hosts: hosts(answer, {}, 'down') }));
    fc.assert(fc.property(down, (found) => {
      expect(verdictOf(found).verdict).not.toBe('you');
    }));
  });

  it('never says that Pika works, or that it is to blame, while a bot check hides its site', () => {
    const hidden = anyFacts.map((found) => ({ ...found, online: true, permitted: true, controls: true, lookUp: 'found' as const, hosts: hosts('up', { 'pika-web': 'challenge' }) }));
    fc.assert(fc.property(hidden, (found) => {
      expect(verdictOf(found).verdict).toBe('blocked');
    }));
  });

  it('gives one sentence, one thing to do, and each piece of evidence once, none of it from the future', () => {
    fc.assert(
      fc.property(anyFacts, (found) => {
        const { sentence, next, evidence } = verdictOf(found);
        const texts = [sentence, next, ...evidence.flatMap(({ what, detail }) => [what, detail ?? ''])];
        expect(texts.join(' ')).not.toMatch(/undefined|null|NaN|\[object/);
        expect(sentence).toMatch(/^(?:[A-Z]|(?:\w+\.)?pika\.art ).*\.$/);
        expect(next).toMatch(/^[A-Z].*\.$/);
        expect(new Set(evidence.map(({ id }) => id)).size).toBe(evidence.length);
        expect(evidence.every(({ at }) => at === null || at <= found.now)).toBe(true);
        expect(evidence.map(({ id }) => id)).toEqual(expect.arrayContaining(['browser', 'controls', 'portal', 'names', ...PIKA_MONITORS, 'challenge', 'login', 'jobs', 'opinion']));
      }),
    );
  });
});

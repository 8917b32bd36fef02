import { RELAPSE } from '../../../lib/domain/health/incidents.ts';
import { PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { judgeAnswer } from '../../../lib/sources/pika/answers.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { type Answer, CHALLENGE, ERROR_503, GOOD, type Script, START } from '../../unit/health/world.ts';
import { livedBy, type Submit } from '../../unit/generation/life.ts';
import { seeded } from '../seeded.ts';
import { scatter, type Span, type Trouble, troubled, within } from './spans.ts';

/** A month to live through, and what really was down in it. */
export interface World {
  readonly name: string;
  readonly outages: readonly Trouble[];
  readonly script: Script;
}

/** Outages of the guarantee, and blips below it. */
const OUTAGE = [3 * MINUTE, 6 * HOUR] as const;
const BLIP = [5 * SECOND, MINUTE] as const;
/** More than a relapse, so that two outages of one monitor are two. */
const APART = 2 * RELAPSE;
/** How late the browser's timer fires. */
export const LATEST = SECOND;

/** All worlds, `days` long each and the same in every run. The share of troubles a day is that of thirty days. */
export function worlds(days: number): World[] {
  const all: Span = { from: START + HOUR, to: START + days * DAY - HOUR };
  const share = (month: number): number => Math.round((month * days) / 30);
  return [outages(all, share(200)), openTab(all, share(200)), blips(all, share(200)), asleep(days), flaky(all, share(3000)), portals(all, share(60)), challenges(all, share(120)),
    logins(all, share(60)), adBlockers(all, share(200)), slowHours(all, share(40)), clockJumps(all, share(60)), everything(days, share(60))];
}

function outages(all: Span, count: number): World {
  const random = seeded(1);
  const down = onMonitors(random, count, all, OUTAGE, APART);
  return { name: 'Outages of 3 min to 6 h', outages: down, script: { pika: failing(down), lateness: late(random) } };
}

/** The tab shows jobs while the site works, half of the time. */
function openTab(all: Span, count: number): World {
  const random = seeded(2);
  const down = onMonitors(random, count, all, OUTAGE, APART);
  const off = troubled(down);
  const page = (at: number): boolean => !off('pika-web', at) && random() < 0.5;
  return { name: 'The same with pika.art open in a tab', outages: down, script: { pika: failing(down), page, lateness: late(random) } };
}

function blips(all: Span, count: number): World {
  const random = seeded(3);
  return { name: `${count} blips of 5 to 60 s`, outages: [], script: { pika: failing(onMonitors(random, count, all, BLIP, APART)), lateness: late(random) } };
}

/** Nights and closed lids; Wi-Fi comes back up to 50 s after the machine, sometimes for the control hosts first. */
function asleep(days: number): World {
  const random = seeded(4);
  const nights = Array.from({ length: days }, (_, day) => ({ from: START + day * DAY + 23 * HOUR, to: START + (day + 1) * DAY + 7 * HOUR }));
  const lids = Array.from({ length: days }, (_, day) => scatter(random, 5, { from: START + day * DAY + 8 * HOUR, to: START + day * DAY + 22 * HOUR }, [MINUTE, 90 * MINUTE], APART));
  const naps = [...nights, ...lids.flat()];
  const waking = naps.map(({ to }) => ({ from: to, to: to + 5 * SECOND + random() * 45 * SECOND }));
  const halfWay = within(waking.filter((_, i) => i % 3 === 0));
  const unconnected = within(waking);
  const script: Script = { asleep: within(naps), connected: (at) => !unconnected(at), controls: (at) => halfWay(at) || !unconnected(at), lateness: late(random) };
  return { name: 'Sleep and slow Wi-Fi on waking', outages: [], script };
}

function flaky(all: Span, count: number): World {
  const random = seeded(5);
  const dead = within(scatter(random, count, all, [2 * SECOND, 4 * MINUTE], SECOND));
  return { name: 'Flaky Wi-Fi', outages: [], script: { connected: (at) => !dead(at), online: (at) => !dead(at) || random() < 0.5, lateness: late(random) } };
}

/** Half of the portals redirect what they can, half let no request through. */
function portals(all: Span, count: number): World {
  const random = seeded(6);
  const spans = scatter(random, count, all, [20 * MINUTE, 3 * HOUR], HOUR);
  const dumb = within(spans.filter((_, i) => i % 2 === 0));
  const redirecting = within(spans.filter((_, i) => i % 2 === 1));
  const pika = (_: string, at: number): Answer => (redirecting(at) ? { outcome: 'blocked', kind: 'redirected' } : GOOD);
  return { name: 'Captive portals', outages: [], script: { connected: (at) => !dumb(at), controls: (at) => !dumb(at) && !redirecting(at), pika, lateness: late(random) } };
}

function challenges(all: Span, count: number): World {
  const random = seeded(7);
  const challenged = troubled(onMonitors(random, count, all, [10 * MINUTE, 5 * HOUR], APART));
  const pika = (monitor: Trouble['monitor'], at: number): Answer => (challenged(monitor, at) || random() < 0.02 ? { ...CHALLENGE, httpStatus: random() < 0.5 ? 403 : 503 } : GOOD);
  return { name: 'Bot challenges', outages: [], script: { pika, lateness: late(random) } };
}

/** The session is lost: API and site answer 401 or 403, judged by the reader of the product. */
function logins(all: Span, count: number): World {
  const random = seeded(8);
  const lost = within(scatter(random, count, all, [10 * MINUTE, 8 * HOUR], APART));
  const pika: Script['pika'] = (monitor, at) => {
    if (!lost(at) || monitor === 'pika-cdn' || monitor === 'pika-generation' || monitor.startsWith('tool:')) return GOOD;
    const status = random() < 0.5 ? 401 : 403;
    const own = PIKA_MONITORS.find((id) => id === monitor) ?? 'pika-api';
    return { ...judgeAnswer(own, { status, url: own === 'pika-web' ? 'https://pika.art/login' : 'https://api.pika.art/', header: () => null, body: 'Sign in' }), httpStatus: status };
  };
  return { name: 'Expired logins', outages: [], script: { pika, lateness: late(random) } };
}

/** A blocker stops our control hosts every other day, while short failures come and go. */
function adBlockers(all: Span, count: number): World {
  const random = seeded(9);
  const pika = failing(onMonitors(random, count, all, BLIP, APART));
  return { name: 'Ad blockers that stop the control hosts', outages: [], script: { pika, controls: (at) => Math.floor(at / DAY) % 2 === 0, lateness: late(random) } };
}

function slowHours(all: Span, count: number): World {
  const random = seeded(10);
  const slow = within(scatter(random, count, all, [30 * MINUTE, 4 * HOUR], 2 * HOUR));
  const pika = (_: string, at: number): Answer => ({ ...GOOD, latencyMs: (slow(at) ? 3000 : 120) + random() * 80 });
  return { name: 'Slow hours', outages: [], script: { pika, lateness: late(random) } };
}

function clockJumps(all: Span, count: number): World {
  const random = seeded(11);
  const jumps = scatter(random, count, all, [MINUTE, 3 * HOUR], HOUR).map((span) => ({ ...span, error: (random() - 0.5) * 4 * DAY }));
  const clockError = (at: number): number => jumps.find(({ from, to }) => at >= from && at < to)?.error ?? 0;
  return { name: 'Clock jumps of up to two days', outages: [], script: { clockError, lateness: late(random) } };
}

/** Outages by day; around them nights, drops of the connection and challenges, each at its hour. */
function everything(days: number, count: number): World {
  const random = seeded(12);
  const hours = (from: number, to: number): Span[] => Array.from({ length: days }, (_, day) => ({ from: START + day * DAY + from * HOUR, to: START + day * DAY + to * HOUR }));
  const daily = Math.ceil(count / days);
  const down = hours(10, 18).flatMap((span) => onMonitors(random, daily, span, [3 * MINUTE, 90 * MINUTE], APART));
  const dead = within(hours(19, 22).flatMap((span) => scatter(random, 20, span, [2 * SECOND, 4 * MINUTE], SECOND)));
  const challenged = within(hours(7, 9));
  const off = failing(down);
  const script: Script = {
    pika: (monitor, at) => (challenged(at) && monitor === 'pika-web' ? CHALLENGE : off(monitor, at)),
    connected: (at) => !dead(at),
    asleep: within(hours(-1, 6)),
    lateness: late(random),
  };
  return { name: 'Outages by day amid nights, dead Wi-Fi and challenges', outages: down, script };
}

/**
 * A user who makes videos for some hours a day and then closes the tab, mostly with one on its way: now and then one takes
 * long or fails, and nothing is ever down. Not among the months of the table, which is about what is asked of hosts.
 */
export function ownVideos(days: number): World {
  const random = seeded(13);
  const submits = Array.from({ length: days }, (_, day) => sitting(random, START + day * DAY + (9 + 4 * random()) * HOUR)).flat();
  const lived = livedBy(submits);
  const nights = Array.from({ length: days }, (_, day) => ({ from: START + day * DAY + 23 * HOUR, to: START + day * DAY + 31 * HOUR }));
  return { name: 'Videos of a user who stops making any', outages: [], script: { own: lived, asleep: within(nights), lateness: late(random) } };
}

/** Videos of one day, one after the other, and the tab closed in the middle of the last. */
function sitting(random: () => number, from: number): Submit[] {
  const submits: Submit[] = [];
  for (let at = from; at < from + 3 * HOUR; at += random() * 12 * MINUTE) {
    const minutes = random() < 0.1 ? 20 + random() * 40 : 2 + random() * 4;
    submits.push({ at, minutes, end: random() < 0.08 ? 'failed' : 'finished' });
    at += minutes * MINUTE;
  }
  const closed = (submits.at(-1)?.at ?? from) + random() * 50 * MINUTE;
  return [...submits.map((submit) => ({ ...submit, seenUntil: closed })), { at: closed - 40 * MINUTE, minutes: 90, end: 'finished', seenUntil: closed }];
}

/** Troubles spread over Pika's monitors at random; those of one monitor keep apart. */
function onMonitors(random: () => number, count: number, span: Span, lengths: readonly [number, number], apart: number): Trouble[] {
  const shares = PIKA_MONITORS.map(() => 0);
  for (let i = 0; i < count; i += 1) {
    const chosen = Math.floor(random() * shares.length);
    shares[chosen] = (shares[chosen] ?? 0) + 1;
  }
  return PIKA_MONITORS.flatMap((monitor, i) => scatter(random, shares[i] ?? 0, span, lengths, apart).map((found) => ({ ...found, monitor })));
}

function failing(troubles: readonly Trouble[]): (monitor: Trouble['monitor'], at: number) => Answer {
  const off = troubled(troubles);
  return (monitor, at) => (off(monitor, at) ? ERROR_503 : GOOD);
}

function late(random: () => number): () => number {
  return () => random() * LATEST;
}

/** What a verdict rests on, one line for each thing that was looked at. */
import { never } from '../../../result.ts';
import { blockOf, part, reasonOf } from '../sentences.ts';
import type { ToolStatus } from '../tool-reading.ts';
import type { VerdictEvidence } from '../verdict.ts';
import { faultOf, hasAnswered, type HostFacts, hostWord, isPortal, type VerdictFacts } from './facts.ts';
import { stuckWords } from './sentences.ts';

type Says = VerdictEvidence['says'];

/** From the user's own desk outwards: connection, names, Pika, the user's session and jobs, other tools, others' opinion. */
export function evidenceOf(facts: VerdictFacts): readonly VerdictEvidence[] {
  const { now } = facts;
  const own = [browser(facts), controls(facts), portal(facts), names(facts)];
  return [...own, ...facts.hosts.map((host) => hostLine(host, now)), challenge(facts), login(facts), ...reader(facts), jobs(facts), ...toolLines(facts), opinion(facts)];
}

function line(id: string, says: Says, what: string, at: number | null, detail: string | null = null): VerdictEvidence {
  return { id, what, says, at, detail };
}

function browser({ online, permitted, now }: VerdictFacts): VerdictEvidence {
  if (!online) return line('browser', 'bad', 'Your browser says that it is offline.', now);
  if (permitted === false) return line('browser', 'bad', 'Your browser does not let Pika Keeper look at pika.art.', now);
  return line('browser', 'fine', 'Your browser says that it is online.', now);
}

function controls({ controls: answer, now }: VerdictFacts): VerdictEvidence {
  const hosts = 'Google, Apple and Wikipedia were asked';
  if (answer === null) return line('controls', 'unclear', 'Other sites have not answered in time.', now, hosts);
  return answer ? line('controls', 'fine', 'Other sites answer.', now, hosts) : line('controls', 'bad', 'No other site answers.', now, hosts);
}

function portal(facts: VerdictFacts): VerdictEvidence {
  const { now, controls: answer } = facts;
  if (isPortal(facts)) return line('portal', 'bad', 'A sign-in page of your network stands in the way.', now, 'Only the network itself answers');
  if (answer === true) return line('portal', 'fine', 'No sign-in page of your network stands in the way.', now);
  return line('portal', 'unclear', 'Whether your network wants a sign-in cannot be told.', now);
}

function names({ lookUp, hosts, now }: VerdictFacts): VerdictEvidence {
  if (lookUp === null) return line('names', 'unclear', 'Public name servers could not be asked for pika.art.', now);
  if (lookUp === 'missing') return line('names', 'bad', 'Public name servers do not know pika.art.', now, 'Cloudflare’s and Google’s were asked');
  const mute = hosts.length > 0 && hosts.every(({ live }) => live?.kind === 'unreachable');
  const detail = mute ? 'Yet your browser reaches none of its hosts: your own name server, a VPN or a firewall may be why' : null;
  return line('names', 'fine', 'Public name servers know pika.art.', now, detail);
}

function hostLine(host: HostFacts, now: number): VerdictEvidence {
  const { live, state, monitor } = host;
  const { name, host: address } = part(monitor);
  const at = live?.at ?? state?.lastCheckAt ?? null;
  const say = (says: Says, does: string, detail: string | null = null): VerdictEvidence => line(monitor, says, `Pika’s ${name} ${does}.`, at, detail);
  const word = hostWord(host);
  switch (word) {
    case 'fine':
      return say('fine', 'answers', live?.latencyMs == null ? address : `${address}, in ${(live.latencyMs / 1000).toFixed(1)} s`);
    case 'slow':
      return say('bad', 'answers slower than usual', live?.latencyMs == null ? address : `${address}, in ${(live.latencyMs / 1000).toFixed(1)} s`);
    case 'bad':
      if (live?.outcome === 'up') return say('bad', 'was down and has begun to answer again', `${address}; an outage is over after three good checks`);
      return say('bad', reasonOf(faultOf(host)), state?.status === 'down' ? `${address}; confirmed by several checks` : address);
    case 'silent':
      return say('unclear', faultOf(host)?.kind === 'timeout' ? 'did not answer in time' : 'could not be reached', `${address}; one failed check proves nothing yet`);
    case 'blocked':
      return say('unclear', 'could not be judged', `${address} ${blockOf(faultOf(host))}`);
    case 'unknown':
      return { ...say('unclear', state?.status === 'paused' ? 'is not checked: you have paused it' : 'has not answered in time', address), at: at !== null && at <= now ? at : null };
    default:
      return never(word);
  }
}

function challenge({ hosts, now }: VerdictFacts): VerdictEvidence {
  const found = hosts.find((host) => hostWord(host) === 'blocked');
  if (found) return line('challenge', 'bad', `${part(found.monitor).host} ${blockOf(faultOf(found))}.`, found.live?.at ?? found.state?.lastCheckAt ?? now);
  const site = hosts.find(({ monitor }) => monitor === 'pika-web');
  if (site?.live && hasAnswered(site)) return line('challenge', 'fine', 'No bot check stands between your browser and Pika.', site.live.at);
  return line('challenge', 'unclear', 'Whether a bot check stands in the way cannot be told.', null);
}

function login({ page }: VerdictFacts): VerdictEvidence {
  if (page === null) return line('login', 'unclear', 'Whether you are signed in to Pika cannot be told.', null);
  if (page.notice === 'signed-out') return line('login', 'bad', 'pika.art last showed you as signed out.', page.noticeAt);
  if (page.notice === 'refused') return line('login', 'unclear', 'pika.art last refused to show your videos.', page.noticeAt);
  if (page.jobSeenAt === null) return line('login', 'unclear', 'pika.art has not shown any of your videos yet.', null, 'Whether you are signed in cannot be told');
  return line('login', 'fine', 'pika.art last showed you as signed in.', page.jobSeenAt);
}

/** Told only while it is so: a state of ours, which says nothing about Pika. */
function reader({ page }: VerdictFacts): readonly VerdictEvidence[] {
  const since = page?.notUnderstoodSince ?? null;
  return since === null ? [] : [line('reader', 'unclear', 'Pika Keeper no longer understands what pika.art tells it.', since, 'Since then your own videos say nothing; this is no fault of Pika’s')];
}

function jobs({ generation, now }: VerdictFacts): VerdictEvidence {
  if (generation === null) return line('jobs', 'unclear', 'None of your videos has been watched while it was made.', null);
  const { stuck } = generation;
  const at = (generation.status === 'unknown' ? null : generation.seenAt) ?? generation.judgedAt;
  const hangs = stuck.length === 0 ? null : stuckWords(stuck, now);
  // Where no more is the matter, what hangs is the news.
  if (hangs !== null && (generation.status === 'up' || generation.status === 'unknown')) return line('jobs', 'bad', `${hangs[0]?.toUpperCase() ?? ''}${hangs.slice(1)}.`, generation.judgedAt, 'From your own videos');
  const says = generation.status === 'up' ? 'fine' : generation.status === 'unknown' ? 'unclear' : 'bad';
  return line('jobs', says, generation.sentence, at, hangs === null ? 'From your own videos' : `From your own videos; ${hangs}`);
}

const TOOL_WORDS: Readonly<Record<ToolStatus, readonly [Says, string]>> = {
  up: ['fine', 'says that it works'],
  degraded: ['bad', 'says that it has trouble'],
  down: ['bad', 'says that it is down'],
  maintenance: ['unclear', 'says that it is under maintenance'],
  unknown: ['unclear', 'could not be asked'],
};

function toolLines({ tools }: VerdictFacts): readonly VerdictEvidence[] {
  return tools.map(({ id, name, status, at, isSupplier }) => {
    const [says, does] = TOOL_WORDS[status];
    return line(`tool:${id}`, says, `${name} ${does}.`, at, isSupplier ? 'Pika stands on it' : null);
  });
}

function opinion({ opinion: found }: VerdictFacts): VerdictEvidence {
  const about = 'apistatuscheck.com, which watches many services from elsewhere';
  if (found === 'not-asked') return line('opinion', 'unclear', 'No second opinion was asked for.', null, `You can allow it: ${about}`);
  if (found === null || found.status === 'unknown') return line('opinion', 'unclear', 'The second opinion could not be had.', found?.at ?? null, about);
  const [says] = TOOL_WORDS[found.status];
  const words = found.status === 'up' ? 'works' : found.status === 'down' ? 'is down' : 'has trouble';
  return line('opinion', says, `A second opinion says that Pika ${words}.`, found.at, about);
}

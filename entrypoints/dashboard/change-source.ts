/** What the buttons of a source of jobs do. */
import type { SourceWork } from '../../components/dashboard/job-sources/Sources.tsx';
import type { ApiSourceId } from '../../lib/domain/jobs/job.ts';
import type { SourceProfile, TokenTest } from '../../lib/domain/jobs/job-source.ts';
import { baseOf, type SourceChoice, type SourceSettings } from '../../lib/domain/jobs/source-settings.ts';
import { hostsOfSources, unusedHosts } from '../../lib/domain/jobs/view/source-view.ts';
import type { Tone } from '../../lib/domain/words.ts';
import type { MessageName, Protocol, Reply } from '../../lib/messages/protocol.ts';
import type { Result } from '../../lib/result.ts';

export interface SourcePorts {
  readonly profiles: Readonly<Record<ApiSourceId, SourceProfile>>;
  /** As the page shows them at the moment of the click. */
  readonly settings: SourceSettings;
  /** Match patterns of hosts that tools are asked at. */
  readonly toolHosts: readonly string[];
  /** Asks the user for hosts, by match pattern; true at once for those that are granted. */
  requestHosts(patterns: readonly string[]): Promise<boolean>;
  dropHosts(patterns: readonly string[]): Promise<void>;
  writeSource(id: ApiSourceId, choice: SourceChoice): Promise<void>;
  /** Ends the source's pause without asking it. */
  calm(id: ApiSourceId): Promise<void>;
  /** The page writes it by itself: tokens travel in no message. */
  enterToken(id: ApiSourceId, token: string): Promise<void>;
  forgetToken(id: ApiSourceId): Promise<void>;
  /** Tells every open page and the worker's badge. */
  announce(): void;
  send<Name extends MessageName>(message: Protocol[Name]['message'] & { type: Name }): Promise<Result<Reply<Name>>>;
}

export interface SourceAnswer {
  readonly tone: Tone;
  readonly sentence: string;
}

const NO_ANSWER: SourceAnswer = { tone: 'warn', sentence: 'Pika Keeper did not answer. Try again in a moment.' };

/** Does it, and answers with a sentence when the result needs words. Must run within the click: browsers ask for hosts only then. */
export async function changeSource(id: ApiSourceId, work: SourceWork, ports: SourcePorts): Promise<SourceAnswer | null> {
  const profile = ports.profiles[id];
  const choice = ports.settings[id];
  const hosts = profile.origins(baseOf(profile, ports.settings));
  switch (work.kind) {
    case 'on':
    case 'allow':
      if (!(await ports.requestHosts(hosts))) return { tone: 'warn', sentence: `Not allowed, so ${profile.name} is not asked.` };
      await ports.writeSource(id, { ...choice, on: true });
      return resumed(id, ports, null);
    case 'off':
      return switchOff(id, hosts, ports);
    case 'address':
      return changeAddress(id, work.base, ports);
    case 'token': {
      const permission = choice.on ? ports.requestHosts(hosts) : null;
      await ports.enterToken(id, work.token);
      ports.announce();
      if (permission === null) return { tone: 'good', sentence: `Stored. Switch ${profile.name} on to use it.` };
      return (await permission) ? test(id, ports) : { tone: 'warn', sentence: `Stored. ${profile.name} is asked as soon as you allow its address.` };
    }
    case 'test':
      return (await ports.requestHosts(hosts)) ? test(id, ports) : { tone: 'warn', sentence: `Not allowed, so ${profile.name} is not asked.` };
    case 'resume':
      return resumed(id, ports, { tone: 'good', sentence: 'Resumed. Its jobs are asked for now.' });
    case 'forget':
      await ports.forgetToken(id);
      ports.announce();
      return { tone: 'quiet', sentence: 'Forgotten.' };
  }
}

/** Off first, then quiet, then without its hosts: it is asked no more, wherever this ends. */
async function switchOff(id: ApiSourceId, hosts: readonly string[], ports: SourcePorts): Promise<SourceAnswer | null> {
  await ports.writeSource(id, { ...ports.settings[id], on: false });
  await ports.calm(id);
  ports.announce();
  await ports.dropHosts(unusedHosts(hosts, inUseBeside(id, ports)));
  return null;
}

/** A token belongs to the host that gave it, so another host never gets it. */
async function changeAddress(id: ApiSourceId, base: string | null, ports: SourcePorts): Promise<SourceAnswer | null> {
  const profile = ports.profiles[id];
  const choice = ports.settings[id];
  const [before, after] = [choice.base ?? profile.base, base ?? profile.base];
  const [oldHosts, newHosts] = [profile.origins(before), profile.origins(after)];
  if (choice.on && !(await ports.requestHosts(newHosts))) return { tone: 'warn', sentence: 'Not allowed, so the address stays as it was.' };
  const moves = new URL(before).host !== new URL(after).host;
  if (moves) await ports.forgetToken(id);
  await ports.writeSource(id, { ...choice, base });
  if (choice.on) await ports.dropHosts(unusedHosts(oldHosts, [...newHosts, ...inUseBeside(id, ports)]));
  const sentence = `${profile.name} is asked at ${new URL(after).host} from now on.${moves ? ` Enter the ${profile.tokenName} for it.` : ''}`;
  return resumed(id, ports, { tone: 'good', sentence });
}

async function test(id: ApiSourceId, ports: SourcePorts): Promise<SourceAnswer> {
  const sent = await ports.send({ type: 'ui:test-source', source: id });
  // What is refused is answered with nothing.
  const found: TokenTest | null = sent.ok ? sent.value : null;
  if (found === null) return NO_ANSWER;
  if (found.verdict === 'accepted') await ports.send({ type: 'ui:poll-now' });
  return { tone: found.verdict === 'accepted' ? 'good' : found.verdict === 'not-known' ? 'warn' : 'bad', sentence: found.message };
}

async function resumed(id: ApiSourceId, ports: SourcePorts, answer: SourceAnswer | null): Promise<SourceAnswer | null> {
  await ports.calm(id);
  ports.announce();
  const sent = await ports.send({ type: 'ui:resume-source', source: id });
  return sent.ok ? answer : NO_ANSWER;
}

function inUseBeside(id: ApiSourceId, ports: SourcePorts): readonly string[] {
  return [...ports.toolHosts, ...hostsOfSources(ports.profiles, ports.settings, id)];
}

/** Answers to "is it me?", as the panel shows them. */
import type { VerdictState } from '../../../components/shared/VerdictPanel.tsx';
import { verdictOf } from '../../../lib/domain/health/verdict.ts';
import type { VerdictFacts } from '../../../lib/domain/health/verdict/facts.ts';
import { MINUTE } from '../../../lib/time.ts';
import { NOW as FACTS_NOW } from '../builders.ts';
import { NOW } from '../popup-data.ts';
import { facts, generation, hosts } from '../verdict-world.ts';

const TOOLS: VerdictFacts['tools'] = [
  { id: 'runway', name: 'Runway', isSupplier: false, status: 'up', at: FACTS_NOW - 3 * MINUTE },
  { id: 'cloudflare', name: 'Cloudflare', isSupplier: true, status: 'degraded', at: FACTS_NOW - 2 * MINUTE },
];

/** The same answer as if it was given 20 s ago by the gallery's clock. */
function answered(over: Partial<VerdictFacts>): VerdictState {
  const verdict = verdictOf(facts(over));
  const moved = (at: number): number => at - FACTS_NOW + NOW - 20_000;
  const evidence = verdict.evidence.map((one) => ({ ...one, at: one.at === null ? null : moved(one.at) }));
  return { kind: 'answered', verdict: { ...verdict, at: moved(verdict.at), evidence } };
}

export const VERDICT_SCENES = {
  them: answered({ hosts: hosts('http', {}, 'down'), tools: TOOLS, opinion: { status: 'down', at: FACTS_NOW } }),
  part: answered({ hosts: hosts('up', { 'pika-cdn': 'http' }), generation: generation({ judgedAt: FACTS_NOW - MINUTE }) }),
  works: answered({}),
  blocked: answered({ hosts: hosts('challenge') }),
} as const;

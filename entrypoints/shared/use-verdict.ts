import { useRef, useState } from 'preact/hooks';
import type { VerdictState } from '../../components/shared/VerdictPanel.tsx';
import type { Times } from '../../components/shared/times.ts';
import type { Verdict } from '../../lib/domain/health/verdict.ts';
import { verdictText } from '../../lib/domain/health/verdict/words.ts';

export interface VerdictActions {
  ask(): Promise<void>;
  /** Must run within the click. False when the browser does not let us. */
  copy(): Promise<boolean>;
  close(): void;
}

/** What it takes to ask is loaded with the first question: a page that only opens does not wait for it. */
async function ask(): Promise<Verdict> {
  const { giveVerdict } = await import('./verdict.ts');
  return giveVerdict();
}

/** The question, its answer while the page is open, and what can be done with them. */
export function useVerdict(times: Times): { readonly state: VerdictState | null; readonly actions: VerdictActions } {
  const [state, setState] = useState<VerdictState | null>(null);
  const question = useRef(0);
  const actions: VerdictActions = {
    async ask() {
      const mine = (question.current += 1);
      setState({ kind: 'asking' });
      const verdict = await ask().catch(() => null);
      if (mine === question.current) setState(verdict === null ? { kind: 'unanswered' } : { kind: 'answered', verdict });
    },
    async copy() {
      if (state?.kind !== 'answered') return false;
      return navigator.clipboard.writeText(verdictText(state.verdict, (at) => times.full(at))).then(() => true, () => false);
    },
    close() {
      question.current += 1;
      setState(null);
    },
  };
  return { state, actions };
}

import { useEffect, useRef } from 'preact/hooks';
import type { Verdict, VerdictEvidence } from '../../lib/domain/health/verdict.ts';
import { SAYS_WORDS, VERDICT_WORDS } from '../../lib/domain/health/verdict/words.ts';
import { Icon, ToneIcon } from './Icon.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { RelativeTime } from './RelativeTime.tsx';
import type { Times } from './times.ts';

/** `unanswered`: something in us failed; nothing is lost but the answer. */
export type VerdictState = { readonly kind: 'asking' } | { readonly kind: 'unanswered' } | { readonly kind: 'answered'; readonly verdict: Verdict };

interface VerdictPanelProps {
  readonly state: VerdictState;
  readonly now: number;
  readonly times: Times;
  onAsk(): void;
  /** Called within the click: browsers give the clipboard to nobody else. */
  onCopy(verdict: Verdict): void;
  onClose(): void;
}

/**
 * "Is it me or Pika?" with its answer. It takes the focus when it opens and gives it back when it closes; only the
 * answer is announced, the evidence is there to be read.
 */
export function VerdictPanel({ state, now, times, onAsk, onCopy, onClose }: VerdictPanelProps) {
  const heading = useFocusWhileOpen();
  const isAsking = state.kind === 'asking';
  const ask = (): void => {
    if (!isAsking) onAsk();
  };
  return (
    <section class="judge" aria-labelledby="judge-title" aria-busy={isAsking}>
      <div class="judge-head">
        <h2 id="judge-title" tabIndex={-1} ref={heading}>Is it me or Pika?</h2>
        <button type="button" class="button button-quiet button-bare" aria-label="Close the answer" title="Close the answer" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div role="status"><Outcome state={state} /></div>
      {isAsking ? <ProgressBar fraction={null} label="Asking" /> : null}
      {state.kind === 'answered' ? <EvidenceList verdict={state.verdict} now={now} times={times} /> : null}
      <div class="judge-buttons">
        <button type="button" class="button button-plain" aria-label="Ask again: is it me or Pika?" aria-disabled={isAsking} onClick={ask}>Ask again</button>
        {state.kind === 'answered' ? (
          <button type="button" class="button button-plain" aria-label="Copy the answer as text" onClick={() => onCopy(state.verdict)}>Copy as text</button>
        ) : null}
      </div>
    </section>
  );
}

function Outcome({ state }: { readonly state: VerdictState }) {
  switch (state.kind) {
    case 'asking':
      return <p class="judge-asking">Asking Pika, other sites and public name servers. This takes at most ten seconds.</p>;
    case 'unanswered':
      return <p class="judge-asking">No answer came. Ask again.</p>;
    case 'answered': {
      const { verdict, sentence, next } = state.verdict;
      const { title, tone } = VERDICT_WORDS[verdict];
      return (
        <div class={`judge-answer tone-${tone}`} data-verdict={verdict}>
          <p class="judge-word">{title}.</p>
          <p class="judge-sentence">{sentence}</p>
          <p class="judge-next"><strong>What to do:</strong> {next}</p>
        </div>
      );
    }
  }
}

function EvidenceList({ verdict, now, times }: { readonly verdict: Verdict } & Pick<VerdictPanelProps, 'now' | 'times'>) {
  return (
    <>
      <h3 class="judge-why" id="judge-why">What this rests on</h3>
      <ul class="judge-list" role="list" aria-labelledby="judge-why">
        {verdict.evidence.map((evidence) => <EvidenceLine key={evidence.id} evidence={evidence} now={now} times={times} />)}
      </ul>
    </>
  );
}

function EvidenceLine({ evidence, now, times }: { readonly evidence: VerdictEvidence } & Pick<VerdictPanelProps, 'now' | 'times'>) {
  const { what, says, at, detail, id } = evidence;
  const { title, tone } = SAYS_WORDS[says];
  return (
    <li class="judge-line" data-evidence={id} data-says={says}>
      <ToneIcon tone={tone} />
      <span class="unseen">{title}: </span>
      <p>
        <span class="judge-what">{what}</span> <span class="judge-age">{at === null ? 'not yet' : <RelativeTime at={at} now={now} times={times} />}</span>
        {detail === null ? null : <span class="judge-detail">{detail}</span>}
      </p>
    </li>
  );
}

/** The heading that takes the focus; whoever had it before gets it back in the end. */
function useFocusWhileOpen() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before: unknown = document.activeElement;
    heading.current?.focus();
    return () => {
      // Not every element that can have been active can be focused, such as one that is gone.
      (before as { focus?(): void } | null)?.focus?.();
    };
  }, []);
  return heading;
}

import type { SummaryView } from '../../lib/domain/popup/summary.ts';
import { ProgressBar } from '../shared/ProgressBar.tsx';
import type { Surroundings } from './actions.ts';
import { ActionButton } from './Button.tsx';

/** How much is on disk, and the one button that starts the rest. */
export function SaveSummary({ summary, ...around }: { readonly summary: SummaryView } & Surroundings) {
  const [lead = '', ...rest] = summary.parts;
  return (
    <section class="summary" aria-label="Saved videos">
      <p class="summary-words">
        <strong class="summary-part">{lead}</strong>
        {rest.map((part) => (
          <span key={part}>
            {' · '}
            <span class="summary-part">{part}</span>
          </span>
        ))}
      </p>
      {summary.button === null ? null : (
        <ActionButton action={{ kind: 'retry-all' }} look="main" label={`${summary.button}: every video that is not saved yet`} {...around}>
          {summary.button}
        </ActionButton>
      )}
      <ProgressBar fraction={summary.fraction} label="Videos saved" tone={summary.fraction === 1 ? 'good' : 'busy'} size="wide" />
    </section>
  );
}

/** The summary's place for the moment that the counting takes: what stands below must not move when the number comes, so unseen words of its length keep it. */
export function SummaryPlace({ hasButton }: { readonly hasButton: boolean }) {
  return (
    <div class="summary summary-place" aria-hidden="true">
      <p class="summary-words">
        <strong class="summary-part">0,000 of 0,000 saved</strong>
        {hasButton ? <span>{' · '}<span class="summary-part">00 need you</span></span> : null}
      </p>
      {hasButton ? <span class="button">Try again</span> : null}
      <div class="progress progress-wide" />
    </div>
  );
}

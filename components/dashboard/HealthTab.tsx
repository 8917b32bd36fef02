import { useState } from 'preact/hooks';
import { readerWords } from '../../lib/domain/dashboard/words.ts';
import type { MonitorView } from '../../lib/domain/dashboard/view.ts';
import { Icon } from '../shared/Icon.tsx';
import { VerdictPanel, type VerdictState } from '../shared/VerdictPanel.tsx';
import type { Surroundings } from './actions.ts';
import type { DashboardView } from './Dashboard.tsx';
import { Incidents } from './Incidents.tsx';
import { MonitorCard } from './MonitorCard.tsx';
import { Press } from './Press.tsx';

const SPANS = [30, 60, 90] as const;

interface HealthTabProps extends Surroundings {
  readonly view: DashboardView;
  /** The answer to "is it me?"; null until it is asked for. */
  readonly verdict: VerdictState | null;
}

/** Each monitor's days, uptime and latency, and what went wrong in them. */
export function HealthTab({ view, verdict, ...around }: HealthTabProps) {
  const [days, setDays] = useState(fittingDays);
  const { reader } = view.data;
  const groups = (['pika', 'tools'] as const).map((group) => view.monitors.filter((one) => one.group === group));
  return (
    <>
      {reader === null ? null : (
        <div class="notice tone-warn" role="note">
          <span class="tone-icon tone-warn"><Icon name="warning" /></span>
          <div>
            <p class="strong">Our reader no longer understands pika.art.</p>
            <p>{readerWords(around.times.short(reader.since, around.now))}</p>
            <Press action={{ kind: 'copy-report' }} {...around}>Copy report</Press>
          </div>
        </div>
      )}
      <Judge state={verdict} {...around} />
      <fieldset class="spans">
        <legend>Show</legend>
        {SPANS.map((span) => (
          <label key={span} class="span">
            <input type="radio" name="days" checked={days === span} onChange={() => setDays(span)} />
            <span>{span} days</span>
          </label>
        ))}
      </fieldset>
      <Legend zone={around.zone} />
      <Monitors title="Pika" monitors={groups[0] ?? []} days={days} around={around} />
      {groups[1]?.length ? <Monitors title="Other tools" monitors={groups[1]} days={days} around={around} /> : null}
      <Incidents view={view} days={days} {...around} />
    </>
  );
}

/** "Is it me or Pika?": the button, and below it the answer while it is wanted. */
function Judge({ state, ...around }: { readonly state: VerdictState | null } & Surroundings) {
  const { act, now, times } = around;
  return (
    <div class="judge-place">
      <Press action={{ kind: 'ask-verdict' }} label="Is it me or Pika?" {...around}>Is it me?</Press>
      {state === null ? null : (
        <VerdictPanel
          state={state}
          now={now}
          times={times}
          onAsk={() => act({ kind: 'ask-verdict' })}
          onCopy={() => act({ kind: 'copy-verdict' })}
          onClose={() => act({ kind: 'close-verdict' })}
        />
      )}
    </div>
  );
}

function Monitors(props: { readonly title: string; readonly monitors: readonly MonitorView[]; readonly days: number; readonly around: Surroundings }) {
  const { title, monitors, days, around } = props;
  return (
    <section class="block" aria-label={title}>
      <h2>{title}</h2>
      {monitors.map((one) => <MonitorCard key={one.monitor} view={one} days={days} {...around} />)}
    </section>
  );
}

/** On a phone ninety bars are too thin to be told apart: it begins with thirty. */
function fittingDays(): number {
  return matchMedia('(max-width: 30rem)').matches ? 30 : 90;
}

/** What the colours mean, and where a day begins; each bar also says its colour in words. */
function Legend({ zone }: { readonly zone: string }) {
  return (
    <>
      <p class="legend" aria-hidden="true">
        <span><i class="key bar-up" /> no outage seen</span>
        <span><i class="key bar-brief" /> under 1 % of the watched time</span>
        <span><i class="key bar-partial" /> under 10 %</span>
        <span><i class="key bar-down" /> 10 % or more</span>
        <span><i class="key bar-blocked" /> could not be judged</span>
        <span><i class="key bar-paused" /> paused</span>
        <span><i class="key bar-none" /> not watched</span>
      </p>
      <p class="soft zone">One bar is one day from midnight to midnight in {zone}. Percentages are of the watched time.</p>
    </>
  );
}

import { useState } from 'preact/hooks';
import { nameOf } from '../../lib/domain/dashboard/names.ts';
import type { MonitorId } from '../../lib/domain/health/monitor.ts';
import { FOREVER, type PauseSpan } from '../../lib/domain/health/pauses.ts';
import { Field } from './Field.tsx';
import { Press } from './Press.tsx';
import type { SettingsProps } from './SettingsTab.tsx';
import { Target } from './Target.tsx';

const LENGTHS: readonly (readonly [minutes: number | null, words: string])[] = [
  [30, '30 minutes'],
  [120, '2 hours'],
  [480, '8 hours'],
  [1440, '24 hours'],
  [null, 'until I resume'],
];

/** Stops watching for a while: what is not watched by choice counts neither as up nor as down. */
export function Pauses({ view, ...around }: SettingsProps) {
  const [monitor, setMonitor] = useState<MonitorId | null>(null);
  const [length, setLength] = useState(1);
  const { now, times } = around;
  const running = view.data.pauses.filter(({ from, to }) => from <= now && to > now);
  const until = ({ to }: PauseSpan): string => (to === FOREVER ? 'until you resume' : `until ${times.short(to, now)}`);
  const what = ({ monitors }: PauseSpan): string => monitors?.map((id) => nameOf(id, view.data.choice)).join(', ') ?? 'Everything';
  return (
    <section class="block" aria-label="Pause">
      <h2>Pause</h2>
      <p class="soft">Nothing is asked and no incident begins. The time counts neither as up nor as down.</p>
      {running.length === 0 ? null : (
        <ul class="rows" role="list">
          {running.map((span) => (
            <li key={`${span.why}:${span.from}:${span.monitors?.join(',') ?? ''}`}>
              <span><strong>{what(span)}</strong> <span class="soft">paused {until(span)}</span></span>
              <Press action={{ kind: 'resume', monitors: span.monitors }} label={`Resume ${what(span)}`} {...around}>Resume</Press>
            </li>
          ))}
        </ul>
      )}
      <div class="form">
        <Field id="pause-what" label="What">
          <Target id="pause-what" view={view} value={monitor} onChange={setMonitor} />
        </Field>
        <Field id="pause-length" label="For">
          <select class="input" id="pause-length" value={length} onChange={(event) => setLength(Number(event.currentTarget.value))}>
            {LENGTHS.map(([, words], index) => <option key={words} value={index}>{words}</option>)}
          </select>
        </Field>
        <Press action={{ kind: 'pause', monitors: monitor === null ? null : [monitor], minutes: LENGTHS[length]?.[0] ?? null }} {...around}>Pause</Press>
      </div>
    </section>
  );
}

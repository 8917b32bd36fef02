import { dayBar, percent } from '../../lib/domain/dashboard/bars.ts';
import type { MonitorView } from '../../lib/domain/dashboard/view.ts';
import { GENERATION } from '../../lib/domain/health/monitor.ts';
import { ToneIcon } from '../shared/Icon.tsx';
import type { Surroundings } from './actions.ts';
import { Bars } from './Bars.tsx';
import { Latency } from './Latency.tsx';
import { OwnWork } from './OwnWork.tsx';

interface MonitorCardProps extends Surroundings {
  readonly view: MonitorView;
  readonly days: number;
}

/** One monitor: how it is, its days, its percentages with how much was watched, and how fast it answered. */
export function MonitorCard({ view, days, ...around }: MonitorCardProps) {
  const { monitor, name, word, tone, note, history } = view;
  const bars = history.bars.slice(-days).map((bar) => dayBar(bar, (at) => around.times.day(at)));
  const id = monitor.replace(/[^\w-]/g, '-');
  return (
    <article class="card" aria-labelledby={`name-${id}`}>
      <div class="card-head">
        <h3 id={`name-${id}`}>{name}</h3>
        <p class={`card-state tone-${tone}`}><ToneIcon tone={tone} /> {word}</p>
      </div>
      {note === null ? null : <p class="soft">{note}</p>}
      {view.own === null ? null : <OwnWork view={view.own} {...around} />}
      <Bars id={id} name={name} bars={bars} />
      {history.windows.every(({ uptime }) => uptime === null) ? null : <ul class="windows" role="list" aria-label={`Uptime of ${name}`}>
        {history.windows.map((one) => (
          <li key={one.days}>
            <span class="window-name">{one.days === 1 ? '24 hours' : `${one.days} days`}</span>
            <span class={one.uptime === null ? 'window-none' : 'window-up'}>{percent(one.uptime)}</span>
            <span class="window-seen">watched {percent(one.coverage)}</span>
          </li>
        ))}
      </ul>}
      {monitor === GENERATION || history.latency.all === null ? null : <Latency name={name} latency={history.latency} {...around} />}
    </article>
  );
}

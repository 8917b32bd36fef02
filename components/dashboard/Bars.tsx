import { useRef, useState } from 'preact/hooks';
import type { DayBar } from '../../lib/domain/dashboard/bars.ts';

interface BarsProps {
  readonly id: string;
  readonly name: string;
  /** Oldest first; the last is today. */
  readonly bars: readonly DayBar[];
}

/** One bar a day. A list to choose a day from: one stop for the Tab key, arrows between days, and the day's words below. */
export function Bars({ id, name, bars }: BarsProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const last = bars.length - 1;
  const move = (event: KeyboardEvent) => {
    const next = nextOf(event.key, chosen ?? last, last);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
  };
  const point = (event: PointerEvent) => {
    const bar = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-day]') : null;
    if (bar !== null) setChosen(Number(bar.dataset['day']));
  };
  const shown = chosen === null ? undefined : bars[chosen];
  return (
    <div class="days">
      <div
        class="bars"
        role="listbox"
        aria-label={`${name}, last ${bars.length} days`}
        aria-orientation="horizontal"
        aria-activedescendant={`day-${id}-${chosen ?? last}`}
        tabIndex={0}
        ref={list}
        onKeyDown={move}
        onFocus={() => setChosen((day) => day ?? last)}
        onBlur={() => setChosen(null)}
        onPointerOver={point}
        onPointerLeave={() => setChosen((day) => (document.activeElement === list.current ? day : null))}
      >
        {bars.map((bar, index) => (
          <div key={bar.from} id={`day-${id}-${index}`} class={`bar bar-${bar.grade}`} role="option" aria-selected={index === chosen} aria-label={bar.text} title={bar.text} data-day={index}>
            {bar.cap === 0 ? null : <span class="bar-cap" style={{ blockSize: `${bar.cap}%` }} />}
          </div>
        ))}
      </div>
      <p class="days-line" aria-hidden="true">
        {shown === undefined ? <><span>{bars.length - 1} days ago</span><span>today</span></> : <span>{shown.text}</span>}
      </p>
    </div>
  );
}

function nextOf(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

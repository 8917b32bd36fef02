import type { MonitorId } from '../../lib/domain/health/monitor.ts';
import type { DashboardView } from './Dashboard.tsx';

interface TargetProps {
  readonly id: string;
  readonly view: DashboardView;
  readonly value: MonitorId | null;
  readonly onChange: (monitor: MonitorId | null) => void;
}

/** Which monitor something is about; null is all of them. */
export function Target({ id, view, value, onChange }: TargetProps) {
  const choose = (wanted: string) => onChange(view.monitors.find(({ monitor }) => monitor === wanted)?.monitor ?? null);
  return (
    <select class="input" id={id} value={value ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="">Everything</option>
      {view.monitors.map(({ monitor, name }) => <option key={monitor} value={monitor}>{name}</option>)}
    </select>
  );
}

import { nameOf } from '../../lib/domain/dashboard/names.ts';
import type { MaintenanceWindow } from '../../lib/domain/health/pauses.ts';
import { countWords } from '../../lib/domain/words.ts';
import { Press } from './Press.tsx';
import type { SettingsProps } from './SettingsTab.tsx';
import { WEEKDAYS, WindowForm } from './WindowForm.tsx';

/** Maintenance that is known beforehand: a pause that begins by itself. */
export function Windows({ view, ...around }: SettingsProps) {
  const { windows, choice } = view.data;
  const { now, times } = around;
  const when = ({ when: rule }: MaintenanceWindow): string => {
    if (rule.kind === 'once') return `${times.short(rule.from, now)} to ${times.short(rule.to, now)}`;
    const days = WEEKDAYS.filter(([day]) => rule.weekdays.includes(day)).map(([, name]) => name);
    const clock = `${String(Math.floor(rule.startMinute / 60)).padStart(2, '0')}:${String(rule.startMinute % 60).padStart(2, '0')}`;
    return `${days.join(', ')} at ${clock} (${rule.zone}) for ${countWords(rule.minutes, 'minute')}`;
  };
  return (
    <section class="block" aria-label="Maintenance windows">
      <h2>Maintenance windows</h2>
      <p class="soft">A pause that begins by itself, once or every week. Removing one does not change what is past.</p>
      {windows.length === 0 ? null : (
        <ul class="rows" role="list">
          {windows.map((one) => (
            <li key={one.id}>
              <span>
                <strong dir="auto">{one.name}</strong> <span class="soft">{one.monitors?.map((id) => nameOf(id, choice)).join(', ') ?? 'Everything'}, {when(one)}</span>
              </span>
              <Press action={{ kind: 'remove-window', id: one.id }} label={`Remove ${one.name}`} {...around}>Remove</Press>
            </li>
          ))}
        </ul>
      )}
      <WindowForm view={view} {...around} />
    </section>
  );
}

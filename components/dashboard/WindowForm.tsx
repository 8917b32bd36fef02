import { useState } from 'preact/hooks';
import { type Faults, localInput, readWindow, type WindowDraft } from '../../lib/domain/dashboard/drafts.ts';
import { HOUR } from '../../lib/time.ts';
import { described, Field, focusFault } from './Field.tsx';
import type { SettingsProps } from './SettingsTab.tsx';
import { Target } from './Target.tsx';

/** In the order in which most people read a week; 0 is Sunday. */
export const WEEKDAYS: readonly (readonly [day: number, name: string])[] = [[1, 'Mon'], [2, 'Tue'], [3, 'Wed'], [4, 'Thu'], [5, 'Fri'], [6, 'Sat'], [0, 'Sun']];

type Change = (change: Partial<WindowDraft>) => void;
interface PartProps {
  readonly draft: WindowDraft;
  readonly faults: Faults<WindowDraft>;
  readonly change: Change;
}

/** Adds a maintenance window; what does not fit is said beside its field, and nothing typed is lost. */
export function WindowForm({ view, now, zone, act }: SettingsProps) {
  const fresh = (): WindowDraft => ({ name: '', monitors: null, kind: 'once', from: localInput(now + HOUR, zone), to: localInput(now + 2 * HOUR, zone), weekdays: [], start: '22:00', minutes: '60', zone });
  const [draft, setDraft] = useState(fresh);
  const [faults, setFaults] = useState<Faults<WindowDraft>>({});
  const change: Change = (part) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const read = readWindow(draft, 'draft', now);
    setFaults(read.faults ?? {});
    if (read.faults !== null) {
      if (event.currentTarget instanceof HTMLFormElement) focusFault(event.currentTarget);
      return;
    }
    act({ kind: 'add-window', draft });
    setDraft(fresh());
  };
  return (
    <form class="form" noValidate onSubmit={submit} aria-label="Add a maintenance window">
      <Field id="window-name" label="Name" fault={faults.name}>
        <input class="input" {...described('window-name', faults.name)} value={draft.name} maxLength={120} onInput={(event) => change({ name: event.currentTarget.value })} />
      </Field>
      <Field id="window-what" label="What">
        <Target id="window-what" view={view} value={draft.monitors?.[0] ?? null} onChange={(monitor) => change({ monitors: monitor === null ? null : [monitor] })} />
      </Field>
      <Field id="window-kind" label="When">
        <select class="input" id="window-kind" value={draft.kind} onChange={(event) => change({ kind: event.currentTarget.value === 'weekly' ? 'weekly' : 'once' })}>
          <option value="once">Once</option>
          <option value="weekly">Every week</option>
        </select>
      </Field>
      {draft.kind === 'once' ? <Once draft={draft} faults={faults} change={change} /> : <Weekly draft={draft} faults={faults} change={change} />}
      <Field id="window-zone" label="Time zone" fault={faults.zone}>
        <input class="input" {...described('window-zone', faults.zone)} value={draft.zone} onInput={(event) => change({ zone: event.currentTarget.value.trim() })} />
      </Field>
      <button type="submit" class="button button-plain">Add window</button>
    </form>
  );
}

function Once({ draft, faults, change }: PartProps) {
  return (
    <>
      <Field id="window-from" label="From" fault={faults.from}>
        <input type="datetime-local" class="input" {...described('window-from', faults.from)} value={draft.from} onInput={(event) => change({ from: event.currentTarget.value })} />
      </Field>
      <Field id="window-to" label="To" fault={faults.to}>
        <input type="datetime-local" class="input" {...described('window-to', faults.to)} value={draft.to} onInput={(event) => change({ to: event.currentTarget.value })} />
      </Field>
    </>
  );
}

function Weekly({ draft, faults, change }: PartProps) {
  const toggle = (day: number, on: boolean) => change({ weekdays: [...draft.weekdays.filter((other) => other !== day), ...(on ? [day] : [])] });
  return (
    <>
      <fieldset class="field weekdays">
        <legend>Days</legend>
        {WEEKDAYS.map(([day, name]) => (
          <label key={day}>
            <input type="checkbox" checked={draft.weekdays.includes(day)} {...(faults.weekdays === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': 'window-days-fault' })} onChange={(event) => toggle(day, event.currentTarget.checked)} />
            {name}
          </label>
        ))}
        {faults.weekdays === undefined ? null : <p class="fault" id="window-days-fault">{faults.weekdays}</p>}
      </fieldset>
      <Field id="window-start" label="Begins at" fault={faults.start}>
        <input type="time" class="input" {...described('window-start', faults.start)} value={draft.start} onInput={(event) => change({ start: event.currentTarget.value })} />
      </Field>
      <Field id="window-minutes" label="Minutes" fault={faults.minutes}>
        <input inputMode="numeric" class="input" {...described('window-minutes', faults.minutes)} value={draft.minutes} onInput={(event) => change({ minutes: event.currentTarget.value })} />
      </Field>
    </>
  );
}

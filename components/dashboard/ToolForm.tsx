import { useState } from 'preact/hooks';
import { type Faults, readOwnTool, type ToolDraft } from '../../lib/domain/dashboard/drafts.ts';
import { OWN_DIALECTS, type OwnDialect, type OwnTool } from '../../lib/domain/health/tools.ts';
import type { Surroundings } from './actions.ts';
import { described, Field, focusFault } from './Field.tsx';

const DIALECTS: Readonly<Record<OwnDialect, string>> = {
  auto: 'Status page of any kind',
  probe: 'Plain page: does it answer?',
  statuspage: 'Statuspage',
  'incident-io': 'incident.io',
  'better-stack': 'Better Stack',
  instatus: 'Instatus',
};

const EMPTY: ToolDraft = { name: '', url: '', dialect: 'auto' };

/** Adds a tool of the user's own; the browser asks for its host in the same click. */
export function ToolForm({ known, act }: { readonly known: readonly OwnTool[] } & Surroundings) {
  const [draft, setDraft] = useState(EMPTY);
  const [faults, setFaults] = useState<Faults<ToolDraft>>({});
  const change = (part: Partial<ToolDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const read = readOwnTool(draft, 'own-draft', known);
    setFaults(read.faults ?? {});
    if (read.faults !== null) {
      if (event.currentTarget instanceof HTMLFormElement) focusFault(event.currentTarget);
      return;
    }
    act({ kind: 'add-tool', draft });
    setDraft(EMPTY);
  };
  return (
    <form class="form" noValidate onSubmit={submit} aria-label="Add a tool">
      <Field id="own-name" label="Name" fault={faults.name}>
        <input class="input" {...described('own-name', faults.name)} value={draft.name} maxLength={80} onInput={(event) => change({ name: event.currentTarget.value })} />
      </Field>
      <Field id="own-url" label="Address" fault={faults.url}>
        <input type="url" class="input" {...described('own-url', faults.url)} value={draft.url} placeholder="https://status.example.com" onInput={(event) => change({ url: event.currentTarget.value })} />
      </Field>
      <Field id="own-dialect" label="What it is">
        <select class="input" id="own-dialect" value={draft.dialect} onChange={(event) => change({ dialect: event.currentTarget.value })}>
          {OWN_DIALECTS.map((one) => <option key={one} value={one}>{DIALECTS[one]}</option>)}
        </select>
      </Field>
      <button type="submit" class="button button-plain">Add tool</button>
    </form>
  );
}

import type { ToolView } from '../../lib/domain/health/tool-view.ts';
import type { Surroundings } from './actions.ts';
import { Press } from './Press.tsx';
import type { SettingsProps } from './SettingsTab.tsx';
import { ToolForm } from './ToolForm.tsx';

const KINDS: readonly (readonly [kind: ToolView['kind'], title: string])[] = [
  ['instead', 'Tools to fall back to or build on'],
  ['supplier', 'What Pika stands on'],
  ['opinion', 'A second opinion'],
  ['own', 'Added by you'],
];

/** Other tools: off until switched on, and then only their own host is asked for. */
export function Tools({ view, ...around }: SettingsProps) {
  const { tools, choice } = view.data;
  return (
    <section class="block" aria-label="Other tools">
      <h2>Other tools</h2>
      <p class="soft">All are off until you switch them on. Your browser then asks you for that one host; switching off gives it back.</p>
      {KINDS.map(([kind, title]) => {
        const rows = tools.filter((tool) => tool.kind === kind);
        if (rows.length === 0) return null;
        return (
          <fieldset key={kind} class="tools">
            <legend>{title}</legend>
            {rows.map((tool) => <Row key={tool.id} tool={tool} around={around} />)}
          </fieldset>
        );
      })}
      <ToolForm known={choice.own} {...around} />
    </section>
  );
}

function Row({ tool, around }: { readonly tool: ToolView; readonly around: Surroundings }) {
  const { act } = around;
  const id = `tool-${tool.id}`;
  const toggle = (event: { readonly currentTarget: HTMLInputElement }) => {
    const { checked } = event.currentTarget;
    // What is shown is what is stored: the box follows when the browser and the store have agreed.
    event.currentTarget.checked = tool.on;
    act({ kind: checked ? 'tool-on' : 'tool-off', id: tool.id });
  };
  return (
    <div class="tool">
      {tool.kind === 'own' ? null : <input type="checkbox" id={id} checked={tool.on} aria-describedby={`${id}-words`} onChange={toggle} />}
      <div>
        <label class="strong" for={tool.kind === 'own' ? undefined : id} dir="auto">{tool.name}</label>
        <p class="soft" id={`${id}-words`}>
          {tool.purpose}. {tool.on ? tool.sentence : `Asks ${new URL(tool.url).host}.`} {tool.doubt}
        </p>
      </div>
      <div class="tool-buttons">
        {tool.needsPermission ? <Press action={{ kind: 'tool-on', id: tool.id }} label={`Allow ${tool.name}`} {...around}>Allow</Press> : null}
        {tool.kind === 'own' ? <Press action={{ kind: 'remove-tool', id: tool.id }} label={`Remove ${tool.name}`} {...around}>Remove</Press> : null}
      </div>
    </div>
  );
}

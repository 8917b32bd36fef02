import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Nameable } from '../../../lib/domain/clips/filename.ts';
import { MAX_TEMPLATE, TOKENS } from '../../../lib/domain/clips/template.ts';
import { PRESETS, previewTemplate } from '../../../lib/domain/clips/template-preview.ts';
import { readTemplate } from '../../../lib/domain/dashboard/saving-drafts.ts';
import type { SavingPartProps } from './Saving.tsx';
import { LOCKED } from './TextSetting.tsx';
import { draftKeys, useDraft } from './use-draft.ts';

interface TemplateFieldProps extends Pick<SavingPartProps, 'change'> {
  readonly template: string;
  readonly sample: Nameable;
  readonly isOwn: boolean;
  /** An administrator has set it. */
  readonly locked: boolean;
}

/** The pattern for names, with what it makes of a clip while it is typed. */
export function TemplateField({ template, sample, isOwn, locked, change }: TemplateFieldProps) {
  const draft = useDraft(template, readTemplate, (value) => change({ template: value }));
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const insert = (token: string): void => {
    const { selectionStart: from, selectionEnd: to } = input.current ?? {};
    const before = draft.text.slice(0, from ?? draft.text.length);
    caret.current = before.length + token.length;
    draft.write(`${before}${token}${draft.text.slice(to ?? draft.text.length)}`);
    input.current?.focus();
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const isInside = currentTarget instanceof Element && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
    if (!isInside) draft.commit();
  };
  const isBad = !previewTemplate(draft.text, sample).ok;
  return (
    <div class="field template" role="group" aria-label="Names of files" onFocusOut={leave}>
      <label for="saving-preset">Begin with</label>
      <select id="saving-preset" class="input" disabled={locked} value={PRESETS.find((preset) => preset.template === draft.text)?.template ?? ''} onChange={(event) => draft.commit(event.currentTarget.value)}>
        <option value="" disabled>A pattern of your own</option>
        {PRESETS.map((preset) => <option key={preset.template} value={preset.template}>{preset.name}</option>)}
      </select>
      <label for="saving-template">Pattern</label>
      <input
        id="saving-template"
        ref={input}
        class="input template-text"
        value={draft.text}
        maxLength={MAX_TEMPLATE}
        disabled={locked}
        spellcheck={false}
        autocomplete="off"
        aria-invalid={isBad}
        aria-describedby="template-preview"
        onInput={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={draftKeys(draft)}
      />
      {locked ? <p class="soft">{LOCKED}</p> : <Tokens insert={insert} />}
      <Preview text={draft.text} isOpen={draft.isOpen} sample={sample} isOwn={isOwn} />
    </div>
  );
}

/** Press, and it stands where the cursor is. */
function Tokens({ insert }: { readonly insert: (token: string) => void }) {
  return (
    <div class="tokens" role="group" aria-label="Put into the pattern">
      {TOKENS.map((token) => (
        // The field keeps its focus, and its cursor.
        <button key={token} type="button" class="button button-quiet token" aria-label={`Put in ${token}`} onPointerDown={(event) => event.preventDefault()} onClick={() => insert(`{${token}}`)}>
          {`{${token}}`}
        </button>
      ))}
    </div>
  );
}

function Preview({ text, isOpen, sample, isOwn }: { readonly text: string; readonly isOpen: boolean } & Pick<TemplateFieldProps, 'sample' | 'isOwn'>) {
  const preview = previewTemplate(text, sample);
  if (!preview.ok) {
    return (
      <div id="template-preview" class="fault" role="status">
        {preview.problems.map((problem) => <p key={problem}>{problem}</p>)}
        <p>Until then, names stay as they were. Escape brings the last pattern back.</p>
      </div>
    );
  }
  return (
    <div id="template-preview">
      <p class="soft">{isOwn ? 'Your newest clip would be' : 'A clip would be'}</p>
      <p class="template-path" dir="auto">{preview.path}</p>
      {preview.note === null ? null : <p class="soft">{preview.note}</p>}
      {isOpen ? <p class="soft">Press Enter, or leave the field, to use it for the next clips.</p> : null}
    </div>
  );
}

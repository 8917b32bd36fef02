import type { Result } from '../../../lib/result.ts';
import { draftKeys, useDraft } from './use-draft.ts';

interface TextSettingProps<Value> {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly isNumber?: boolean;
  /** An administrator has set it. */
  readonly locked: boolean;
  /** What is in use. */
  readonly text: string;
  readonly read: (text: string) => Result<Value>;
  readonly onValue: (value: Value) => void;
}

/** Said beside what the user cannot change. */
export const LOCKED = 'Set by your administrator.';

/** A setting that is typed: used when the field is left or Enter is pressed, if it fits. */
export function TextSetting<Value>({ id, label, hint, placeholder, isNumber = false, locked, text, read, onValue }: TextSettingProps<Value>) {
  const draft = useDraft(text, read, onValue);
  const note = locked ? `${LOCKED} ${hint ?? ''}` : hint;
  const ids = [...(note === undefined ? [] : [`${id}-hint`]), ...(draft.fault === null ? [] : [`${id}-fault`])].join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        inputMode={isNumber ? 'decimal' : 'text'}
        value={draft.text}
        placeholder={placeholder}
        spellcheck={false}
        disabled={locked}
        aria-invalid={draft.fault !== null}
        aria-describedby={ids === '' ? undefined : ids}
        onInput={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={draftKeys(draft)}
        onBlur={() => draft.commit()}
      />
      {note === undefined ? null : <p class="soft" id={`${id}-hint`}>{note}</p>}
      <p class="fault" id={`${id}-fault`} role="status">{draft.fault}</p>
    </div>
  );
}

import { useState } from 'preact/hooks';
import { parseBase } from '../../../lib/domain/jobs/source-settings.ts';
import { described, Field, focusFault } from '../Field.tsx';
import type { SourceProps } from './Sources.tsx';

/** Where a source is asked. Folded: few people have another address than the source's own. */
export function AddressForm({ source, isBusy, act }: SourceProps) {
  const { base, usualBase } = source;
  const [text, setText] = useState<string | null>(null);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const id = `source-${source.id}-address`;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isBusy) return;
    const read = parseBase(text ?? base);
    setFault(read.ok ? undefined : read.failure.message);
    if (read.ok) save(read.value === usualBase ? null : read.value);
    else if (event.currentTarget instanceof HTMLFormElement) focusFault(event.currentTarget);
  };
  const save = (next: string | null): void => {
    setText(null);
    setFault(undefined);
    if (!isBusy && (next ?? usualBase) !== base) act({ kind: 'address', base: next });
  };
  return (
    <details class="source-address">
      <summary>Address <bdi class="soft">{new URL(base).host}</bdi></summary>
      <form class="form source-form" noValidate onSubmit={submit} aria-label={`Address of ${source.name}`}>
        <Field id={id} label="Address" fault={fault} hint={source.hasToken ? `The ${source.tokenName} belongs to its host, so it is forgotten when you enter another one.` : `Your ${source.tokenName} is sent there and nowhere else.`}>
          <input type="url" class="input" {...described(id, fault)} value={text ?? base} autocomplete="off" spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
        </Field>
        <div class="presses">
          <button type="submit" class="button button-plain" aria-disabled={isBusy}>Save address</button>
          {base === usualBase ? null : <button type="button" class="button button-plain" aria-disabled={isBusy} onClick={() => save(null)}>Use {new URL(usualBase).host}</button>}
        </div>
      </form>
    </details>
  );
}

import { useState } from 'preact/hooks';
import { parseToken } from '../../../lib/domain/jobs/job-source.ts';
import { described, Field, focusFault } from '../Field.tsx';
import type { SourceProps } from './Sources.tsx';

/** A token can be entered, tested and forgotten; what is stored is never shown again. */
export function TokenPart(props: SourceProps) {
  const { source, isBusy, act } = props;
  const [isReplacing, setIsReplacing] = useState(false);
  if (!source.hasToken || isReplacing) return <TokenForm {...props} onDone={() => setIsReplacing(false)} />;
  const press = (work: 'test' | 'forget') => () => {
    if (!isBusy) act({ kind: work });
  };
  return (
    <div class="source-token" role="group" aria-label={`${source.tokenName} of ${source.name}`}>
      <p>{source.tokenName} stored. It is never shown again.</p>
      <div class="presses">
        {source.on ? <button type="button" class="button button-plain" aria-label={`Test ${source.name}`} aria-disabled={isBusy} onClick={press('test')}>Test</button> : null}
        <button type="button" class="button button-plain" aria-label={`Replace the ${source.tokenName} of ${source.name}`} onClick={() => setIsReplacing(true)}>Replace</button>
        <button type="button" class="button button-plain" aria-label={`Forget the ${source.tokenName} of ${source.name}`} aria-disabled={isBusy} onClick={press('forget')}>Forget</button>
      </div>
    </div>
  );
}

/** Empty at every opening: the field never holds what is stored. */
function TokenForm({ source, isBusy, act, onDone }: SourceProps & { readonly onDone: () => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);
  const id = `source-${source.id}-token`;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isBusy) return;
    const token = parseToken(text);
    setFault(token === null ? faultOf(text, source.tokenName) : undefined);
    if (token === null) {
      if (event.currentTarget instanceof HTMLFormElement) focusFault(event.currentTarget);
      return;
    }
    act({ kind: 'token', token });
    setText('');
    onDone();
  };
  return (
    <form class="form source-form" noValidate autocomplete="off" onSubmit={submit} aria-label={`${source.tokenName} of ${source.name}`}>
      <Field id={id} label={source.tokenName} fault={fault}>
        <input type="password" class="input" {...described(id, fault)} value={text} autocomplete="off" spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
      </Field>
      <div class="presses">
        <button type="submit" class="button button-main" aria-disabled={isBusy}>{source.on ? 'Save and test' : 'Save'}</button>
        {source.hasToken ? <button type="button" class="button button-plain" onClick={onDone}>Keep the old one</button> : null}
      </div>
    </form>
  );
}

function faultOf(text: string, tokenName: string): string {
  return text.trim() === '' ? `Enter the ${tokenName}.` : `This is no ${tokenName}: it holds spaces or signs that none has, or is too short. Copy it once more.`;
}

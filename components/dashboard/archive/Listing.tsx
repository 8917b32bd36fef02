import { useState } from 'preact/hooks';
import type { ArchiveView } from './Archive.tsx';

/** Tells which clips a folder holds already: from a pasted list, or from the names of the files in a chosen folder. */
export function Listing({ isBusy, noteText, noteNames }: { readonly isBusy: boolean } & Pick<ArchiveView, 'noteText' | 'noteNames'>) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setFault(text.trim() === '');
    if (text.trim() === '' || isBusy) return;
    noteText(text);
    setText('');
  };
  const choose = (event: { readonly currentTarget: HTMLInputElement }) => {
    const names = [...(event.currentTarget.files ?? [])].map(({ name }) => name);
    if (names.length > 0 && !isBusy) noteNames(names);
    event.currentTarget.value = '';
  };
  return (
    <form class="form archive-part" noValidate onSubmit={submit} aria-label="Tell which files are there">
      <h3>Files that are there already</h3>
      <p class="soft" id="listing-hint">For clips that Pika Keeper saved in another browser. It knows them by the id in their names, and reads nothing but names.</p>
      <div class="field">
        <label for="listing">List of the folder</label>
        <textarea class="input" id="listing" rows={4} value={text} placeholder="Names or paths, or what “dir” or “ls” printed" spellcheck={false} aria-invalid={fault} aria-describedby={fault ? 'listing-fault' : 'listing-hint'} onInput={(event) => setText(event.currentTarget.value)} />
        {fault ? <p class="fault" id="listing-fault">Paste a list first.</p> : null}
      </div>
      <div class="presses">
        <button type="submit" class="button button-plain" aria-disabled={isBusy}>Read this list</button>
        <label class="button button-plain file-button" aria-disabled={isBusy}>
          Choose the folder
          <input type="file" multiple disabled={isBusy} ref={(input) => input?.setAttribute('webkitdirectory', '')} onChange={choose} />
        </label>
      </div>
      <p class="soft">Your browser may call this an upload: nothing leaves this computer.</p>
    </form>
  );
}

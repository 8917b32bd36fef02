import { useState } from 'preact/hooks';
import { type ArchiveNews, badRowWords } from '../../../lib/domain/clips/archive/words.ts';
import { countWords } from '../../../lib/domain/words.ts';
import { ProgressBar } from '../../shared/ProgressBar.tsx';
import { Listing } from './Listing.tsx';

export type ArchiveWork =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly what: 'export' | 'import' | 'list'; readonly fraction: number | null }
  | { readonly kind: 'done'; readonly news: ArchiveNews };

/** What is going on, and what a person can do about it. */
export interface ArchiveView {
  readonly work: ArchiveWork;
  readonly exportAs: (format: 'json' | 'csv', withPaths: boolean) => void;
  readonly importFile: (file: File) => void;
  readonly noteText: (text: string) => void;
  readonly noteNames: (names: readonly string[]) => void;
  readonly stop: () => void;
}

/** Carries the ledger to another browser or machine, and tells this one what is on disk already. */
export function Archive(view: ArchiveView) {
  const isBusy = view.work.kind === 'working';
  return (
    <section class="block" aria-label="Archive">
      <h2>Archive</h2>
      <p class="soft">The list of your clips, so that another browser or computer does not save them again. The videos themselves stay where they are.</p>
      <div class="archive">
        <Export isBusy={isBusy} exportAs={view.exportAs} />
        <Import isBusy={isBusy} importFile={view.importFile} />
        <Listing isBusy={isBusy} noteText={view.noteText} noteNames={view.noteNames} />
      </div>
      <Outcome work={view.work} stop={view.stop} />
    </section>
  );
}

function Export({ isBusy, exportAs }: { readonly isBusy: boolean } & Pick<ArchiveView, 'exportAs'>) {
  const [withPaths, setWithPaths] = useState(false);
  const press = (format: 'json' | 'csv') => () => {
    if (!isBusy) exportAs(format, withPaths);
  };
  return (
    <div class="form archive-part" role="group" aria-label="Export the archive">
      <h3>Export</h3>
      <p class="soft">JSON to import elsewhere; CSV to read in a spreadsheet too. Neither holds a password or token.</p>
      <label class="tick">
        <input type="checkbox" checked={withPaths} onChange={(event) => setWithPaths(event.currentTarget.checked)} />
        With the folders of this computer
      </label>
      <div class="presses">
        <button type="button" class="button button-plain" aria-disabled={isBusy} onClick={press('json')}>Export JSON</button>
        <button type="button" class="button button-plain" aria-disabled={isBusy} onClick={press('csv')}>Export CSV</button>
      </div>
    </div>
  );
}

function Import({ isBusy, importFile }: { readonly isBusy: boolean } & Pick<ArchiveView, 'importFile'>) {
  const choose = (event: { readonly currentTarget: HTMLInputElement }) => {
    const file = event.currentTarget.files?.[0];
    if (file !== undefined && !isBusy) importFile(file);
    // The same file may be chosen again.
    event.currentTarget.value = '';
  };
  return (
    <div class="form archive-part" role="group" aria-label="Import an archive">
      <h3>Import</h3>
      <p class="soft" id="archive-file-hint">A JSON or CSV file from here. What this browser knows already is kept, and importing twice changes nothing.</p>
      <label class="button button-plain file-button" aria-disabled={isBusy}>
        Choose a file
        <input type="file" accept=".json,.csv,application/json,text/csv" aria-describedby="archive-file-hint" disabled={isBusy} onChange={choose} />
      </label>
    </div>
  );
}

const WORKING = { export: 'Making the file', import: 'Importing', list: 'Reading the list' } as const;

/** How far it is, then what came of it; bad rows stand below, each by its line. */
function Outcome({ work, stop }: Pick<ArchiveView, 'work' | 'stop'>) {
  if (work.kind === 'working') {
    return (
      <div class="archive-outcome">
        <p role="status">{WORKING[work.what]}…</p>
        <ProgressBar fraction={work.fraction} label={WORKING[work.what]} size="wide" />
        <button type="button" class="button button-plain" onClick={stop}>Stop</button>
      </div>
    );
  }
  if (work.kind === 'idle') return <p class="archive-outcome empty" role="status" />;
  const { news } = work;
  return (
    <div class={`archive-outcome tone-${news.tone}`}>
      <p class="archive-said" role="status">{news.sentence}</p>
      {news.bad.length === 0 ? null : (
        <ul class="bad-rows" aria-label="Rows that could not be taken">
          {news.bad.map((row, index) => <li key={index}>{badRowWords(row)}</li>)}
          {news.moreBad > 0 ? <li>And {countWords(news.moreBad, 'more row')}.</li> : null}
        </ul>
      )}
    </div>
  );
}

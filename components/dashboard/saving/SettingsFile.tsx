import { useState } from 'preact/hooks';
import type { Tone } from '../../../lib/domain/words.ts';

/** What came of the last export or import. */
export interface SettingsFileNews {
  readonly tone: Tone;
  readonly sentence: string;
  /** Names of what could not be taken. */
  readonly bad: readonly string[];
}

export interface SettingsFileView {
  readonly news: SettingsFileNews | null;
  readonly exportFile: (withTokens: boolean) => void;
  readonly importFile: (file: File) => void;
}

/** Carries all settings to another browser or machine. */
export function SettingsFile({ news, exportFile, importFile }: SettingsFileView) {
  const [withTokens, setWithTokens] = useState(false);
  const choose = (event: { readonly currentTarget: HTMLInputElement }) => {
    const file = event.currentTarget.files?.[0];
    if (file !== undefined) importFile(file);
    // The same file may be chosen again.
    event.currentTarget.value = '';
  };
  return (
    <section class="block" aria-label="Settings as a file">
      <h2>Settings as a file</h2>
      <p class="soft" id="settings-file-hint">For a backup, or for another browser; maintenance windows are part of it. An import replaces the settings here; what does not fit is named, and the rest is taken.</p>
      <label class="tick">
        <input type="checkbox" checked={withTokens} aria-describedby="tokens-warning" onChange={(event) => setWithTokens(event.currentTarget.checked)} />
        With the tokens of my sources
      </label>
      <p id="tokens-warning" class={withTokens ? 'fault' : 'soft'}>Whoever gets a file with tokens can use your accounts and spend their credits. Keep it to yourself, and delete it when it is imported.</p>
      <div class="presses">
        <button type="button" class="button button-plain" onClick={() => exportFile(withTokens)}>Export settings</button>
        <label class="button button-plain file-button">
          Import settings
          <input type="file" accept=".json,application/json" aria-describedby="settings-file-hint" onChange={choose} />
        </label>
      </div>
      <div class={news === null ? 'archive-outcome empty' : `archive-outcome tone-${news.tone}`}>
        <p class={news === null ? '' : 'archive-said'} role="status">{news?.sentence}</p>
        {news === null || news.bad.length === 0 ? null : <ul class="bad-rows" aria-label="What could not be taken">{news.bad.map((name) => <li key={name}>{name}</li>)}</ul>}
      </div>
    </section>
  );
}

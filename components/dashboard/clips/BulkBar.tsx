import { bulkOf, promptsOf } from '../../../lib/domain/clips/view/bulk.ts';
import type { ClipEntry } from '../../../lib/domain/clips/view/entry.ts';
import type { Surroundings } from '../actions.ts';
import { Press } from '../Press.tsx';

interface BulkBarProps extends Pick<Surroundings, 'act' | 'pending'> {
  /** Chosen and shown. */
  readonly entries: readonly ClipEntry[];
  readonly onClear: () => void;
}

/** What can be done with all that are chosen. A button says how many it is for, and is left out where it is for none. */
export function BulkBar({ entries, onClear, ...around }: BulkBarProps) {
  if (entries.length === 0) return null;
  const bulk = bulkOf(entries);
  const number = (ids: readonly string[]): string => (ids.length === entries.length ? '' : ` ${ids.length.toLocaleString('en')}`);
  const prompts = promptsOf(entries);
  return (
    <div class="bulk" role="group" aria-label="Chosen clips">
      {bulk.save.length === 0 ? null : <Press action={{ kind: 'clips', what: 'save', clips: bulk.save }} look="main" {...around}>Save{number(bulk.save)}</Press>}
      {bulk.retry.length === 0 ? null : <Press action={{ kind: 'clips', what: 'retry', clips: bulk.retry }} look="main" {...around}>Try again{number(bulk.retry)}</Press>}
      {bulk.again.length === 0 ? null : <Press action={{ kind: 'clips', what: 'again', clips: bulk.again }} {...around}>Save again{number(bulk.again)}</Press>}
      {bulk.skip.length === 0 ? null : <Press action={{ kind: 'clips', what: 'skip', clips: bulk.skip }} {...around}>Skip{number(bulk.skip)}</Press>}
      {prompts === '' ? null : <Press action={{ kind: 'copy-text', text: prompts, what: entries.length === 1 ? 'Prompt' : 'Prompts' }} {...around}>{entries.length === 1 ? 'Copy prompt' : 'Copy prompts'}</Press>}
      <button type="button" class="button button-quiet" onClick={onClear}>Choose none</button>
    </div>
  );
}

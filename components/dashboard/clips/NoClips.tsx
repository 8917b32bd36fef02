import { PIKA_LIBRARY } from '../../../lib/domain/popup/data.ts';
import { Icon, Mark } from '../../shared/Icon.tsx';

/** Why there is nothing to see, and what to do about it. */
export function NoClips({ kind, onClear }: { readonly kind: 'none' | 'filtered' | 'reading'; readonly onClear?: () => void }) {
  if (kind === 'reading') return <p class="none" role="status">Still reading. What is found will stand here.</p>;
  if (kind === 'filtered') {
    return (
      <div class="plain">
        <p class="strong">No clip is like that.</p>
        <p>Try fewer words, or another filter. Accents and capitals do not matter.</p>
        <button type="button" class="button button-plain" onClick={onClear}>Clear filters</button>
      </div>
    );
  }
  return (
    <div class="plain">
      <Mark />
      <h2>No clips yet</h2>
      <p>Open your library on pika.art. Each finished video that you see there is saved to Downloads/Pika and stands here with its prompt.</p>
      <a class="button button-main" href={PIKA_LIBRARY} target="_blank" rel="noreferrer">Open pika.art library <Icon name="outside" /></a>
    </div>
  );
}

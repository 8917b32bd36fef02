import { brokenWords, type BrokenKind } from '../../lib/domain/popup/broken.ts';
import { Icon, Mark } from '../shared/Icon.tsx';
import type { Surroundings } from './actions.ts';
import { ActionButton, PikaLink } from './Button.tsx';

/** Nothing was ever seen: how to begin. */
export function Empty() {
  return (
    <section class="plain" aria-labelledby="empty-title">
      <span class="plain-mark"><Mark /></span>
      <h2 id="empty-title">No videos yet</h2>
      <p>Open your library on pika.art. Each finished video that you see there is saved to <span class="path">Downloads/Pika</span>.</p>
      <PikaLink look="main">Open pika.art library</PikaLink>
    </section>
  );
}

/** The ledger cannot be read: what happened, what to do, and what is safe. */
export function Broken({ kind, ...around }: { readonly kind: BrokenKind } & Pick<Surroundings, 'act' | 'pending'>) {
  const { what, next } = brokenWords(kind);
  return (
    <main>
      <div class="plain" role="alert">
        <span class="plain-sign"><Icon name="warning" /></span>
        <h1>Pika Keeper cannot show your videos</h1>
        <p>{what}</p>
        <p>{next}</p>
        <p class="reassure">Your saved files are safe on disk, in <span class="path">Downloads/Pika</span>.</p>
        <ActionButton action={{ kind: 'reload' }} look="main" label="Try again" {...around}>Try again</ActionButton>
      </div>
    </main>
  );
}

/** Stays blank for a moment, so that a fast answer is not preceded by a flash. */
export function Loading() {
  return (
    <div class="loading" role="status" aria-label="Loading">
      <div class="loading-line" />
      <div class="loading-line short" />
      <div class="loading-block" />
      <div class="loading-block" />
    </div>
  );
}

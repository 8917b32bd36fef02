import { Component } from 'preact';
import type { Hold } from '../../../lib/domain/clips/gate.ts';
import type { ClipEntry } from '../../../lib/domain/clips/view/entry.ts';
import type { Times } from '../../shared/times.ts';
import type { Look } from '../shelf/places.ts';
import { ClipTile } from './ClipTile.tsx';

interface ClipOptionProps {
  readonly entry: ClipEntry;
  /** Its place among all that were found, from 0. */
  readonly index: number;
  readonly count: number;
  readonly isStop: boolean;
  readonly isChosen: boolean;
  readonly isOpen: boolean;
  readonly poster: string | null;
  readonly look: Look;
  /** Where it stands: CSS lengths. */
  readonly transform: string;
  readonly inlineSize: string;
  readonly blockSize: string;
  readonly now: number;
  readonly times: Times;
  readonly hold: Hold | null;
  /** What its source waits for. */
  readonly waits: string | null;
}

/** One clip in the list box. Scrolling draws the list many times a second: an option of which nothing has changed is left as it is. */
export class ClipOption extends Component<ClipOptionProps> {
  override shouldComponentUpdate(next: ClipOptionProps): boolean {
    // Both have the same keys: those of the type.
    return (Object.keys(next) as (keyof ClipOptionProps)[]).some((key) => next[key] !== this.props[key]);
  }

  override render() {
    const { entry, index, count, isStop, isChosen, isOpen, poster, look, transform, inlineSize, blockSize, now, times, hold, waits } = this.props;
    return (
      <div
        role="option"
        class={isOpen ? 'tile tile-open' : 'tile'}
        data-id={entry.clip.id}
        tabIndex={isStop ? 0 : -1}
        aria-selected={isChosen}
        aria-posinset={index + 1}
        aria-setsize={count}
        style={{ transform, inlineSize, blockSize }}
      >
        <ClipTile entry={entry} poster={poster} look={look} waits={waits} around={{ now, times, hold }} />
      </div>
    );
  }
}

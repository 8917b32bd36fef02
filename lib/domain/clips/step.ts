import type { Clip } from './clip.ts';
import type { Save, SaveState } from './save.ts';

/** What a row of the ledger is now → what becomes of it; null leaves it alone. Pure: it is called inside a transaction. */
export type Decide = (row: { readonly save: Save; readonly clip: Clip }) => Save | null;

/**
 * A change that was made up outside of the transaction that writes it.
 * @param from states from which it was made up: from any other one somebody was faster, and it is void
 */
export function replaceFrom(next: Save, from: readonly SaveState[]): (now: Save) => Save | null {
  return (now) => {
    if (!from.includes(now.state) || (now.asked === true && next.skip !== undefined)) return null;
    // Asked for in between: that is not forgotten by a change that was under way.
    return now.asked === true ? { ...next, asked: true } : next;
  };
}

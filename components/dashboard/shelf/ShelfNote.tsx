import { countWords } from '../../../lib/domain/words.ts';

/** How many of how many are shown; read aloud when it changes, and calm while the rest is still coming. */
export function ShelfNote(props: { readonly found: number; readonly all: number; readonly total: number; readonly complete: boolean; readonly one: string; readonly chosen?: number }) {
  const { found, all, total, complete, one, chosen = 0 } = props;
  const number = (count: number): string => count.toLocaleString('en');
  const words = found === all ? countWords(found, one) : `${number(found)} of ${countWords(all, one)}`;
  if (chosen > 0) return <p class="shelf-note strong" role="status">{countWords(chosen, one)} chosen</p>;
  return <p class="shelf-note" role="status">{complete || total <= all ? words : `${number(found)} of ${countWords(total, one)}, reading the rest…`}</p>;
}

import { agoWords } from '../../lib/domain/words.ts';
import type { Times } from './times.ts';

/** "3 min ago", with the exact moment for the pointer and for machines. */
export function RelativeTime(props: { readonly at: number; readonly now: number; readonly times: Times }) {
  const { at, now, times } = props;
  return (
    <time dateTime={new Date(at).toISOString()} title={times.full(at)}>
      {agoWords(now - at)}
    </time>
  );
}

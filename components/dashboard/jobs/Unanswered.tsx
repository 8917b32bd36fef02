import type { Submit } from '../../../lib/domain/jobs/submits.ts';
import { PIKA_LIBRARY } from '../../../lib/domain/popup/data.ts';
import { unansweredNotices } from '../../../lib/domain/popup/unanswered.ts';
import { Icon } from '../../shared/Icon.tsx';
import { Note } from '../Note.tsx';

/** What was submitted and got no answer, in the popup's words. */
export function Unanswered({ submits, now }: { readonly submits: readonly Submit[]; readonly now: number }) {
  const [notice] = unansweredNotices(submits, now);
  if (!notice) return null;
  return (
    <Note notice={notice}>
      <a class="button button-plain" href={PIKA_LIBRARY} target="_blank" rel="noreferrer">{notice.action?.label}<Icon name="outside" /></a>
    </Note>
  );
}

import type { PopupView } from '../../lib/domain/popup.ts';
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';
import type { Surroundings } from './actions.ts';
import { JobList } from './JobList.tsx';
import { Notices } from './Notices.tsx';
import { Broken, Empty, Loading } from './Plain.tsx';
import { SaveSummary } from './SaveSummary.tsx';
import { StatusHeader } from './StatusHeader.tsx';

/** What the popup has to show: nothing yet, the reason why there will be nothing, or everything. */
export type PopupContent =
  | { readonly kind: 'loading' }
  | { readonly kind: 'broken'; readonly why: BrokenKind }
  | { readonly kind: 'ready'; readonly view: PopupView };

interface PopupProps extends Surroundings {
  readonly content: PopupContent;
  /** The answer to the last press of a button, when it needs words. */
  readonly said: string | null;
}

export function Popup({ content, said, ...around }: PopupProps) {
  if (content.kind === 'loading') return <Loading />;
  if (content.kind === 'broken') return <Broken kind={content.why} {...around} />;
  const { header, notices, summary, groups, hasMore, isEmpty } = content.view;
  return (
    <>
      <StatusHeader header={header} {...around} />
      <main>
        <Notices notices={notices} {...around} />
        {summary === null ? null : <SaveSummary summary={summary} {...around} />}
        {isEmpty ? <Empty /> : <JobList groups={groups} hasMore={hasMore} {...around} />}
      </main>
      <p class={said === null ? 'said' : 'said speaking'} role="status">{said}</p>
    </>
  );
}

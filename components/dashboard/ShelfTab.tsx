import type { Shelf } from '../../lib/domain/dashboard/shelf.ts';
import type { Submit } from '../../lib/domain/jobs/submits.ts';
import type { WaitHistory } from '../../lib/domain/jobs/view/line.ts';
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';
import type { Surroundings } from './actions.ts';
import { ClipsTab } from './clips/ClipsTab.tsx';
import type { LibraryLineProps } from './clips/LibraryLine.tsx';
import type { PasteJobsProps } from '../shared/PasteJobs.tsx';
import { JobsTab } from './jobs/JobsTab.tsx';

/** Clips and jobs, and what their tabs need besides. */
export interface ShelfView {
  readonly content: { readonly kind: 'loading' } | { readonly kind: 'broken'; readonly why: BrokenKind } | { readonly kind: 'ready'; readonly shelf: Shelf };
  /** Object URLs of posters, by clip. */
  readonly posters: ReadonlyMap<string, string>;
  readonly onShown: (ids: readonly string[]) => void;
  readonly history: WaitHistory;
  readonly troubles: ReadonlyMap<string, string>;
  readonly unanswered: readonly Submit[];
  readonly add: PasteJobsProps;
}

/** The first clips and jobs are there before the history of ninety days is read: their tabs wait for nothing else. */
export function ShelfTab({ tab, shelf, library, ...around }: { readonly tab: 'clips' | 'jobs'; readonly shelf: ShelfView | null; readonly library: LibraryLineProps | null } & Surroundings) {
  if (shelf?.content.kind !== 'ready') return <div class="loading" role="status" aria-label="Loading" />;
  const { content, posters, onShown, history, troubles, unanswered, add } = shelf;
  if (tab === 'jobs') return <JobsTab shelf={content.shelf} history={history} troubles={troubles} unanswered={unanswered} add={add} {...around} />;
  return <ClipsTab shelf={content.shelf} posters={posters} onShown={onShown} library={library} {...around} />;
}

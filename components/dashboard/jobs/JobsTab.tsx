import { useMemo, useRef, useState } from 'preact/hooks';
import type { Shelf } from '../../../lib/domain/dashboard/shelf.ts';
import { SOURCE_NAMES } from '../../../lib/domain/jobs/source-names.ts';
import type { Source } from '../../../lib/domain/jobs/job.ts';
import type { Submit } from '../../../lib/domain/jobs/submits.ts';
import { type JobEntry, type JobFilter, jobFilter, type JobGroup, NO_JOB_FILTER } from '../../../lib/domain/jobs/view/entry.ts';
import type { WaitHistory } from '../../../lib/domain/jobs/view/line.ts';
import { PIKA_LIBRARY } from '../../../lib/domain/popup/data.ts';
import { Icon, Mark } from '../../shared/Icon.tsx';
import type { Surroundings } from '../actions.ts';
import { Choice } from '../shelf/Choice.tsx';
import { listPlaces } from '../shelf/places.ts';
import { SearchField } from '../shelf/SearchField.tsx';
import { ShelfNote } from '../shelf/ShelfNote.tsx';
import { useFound } from '../shelf/use-found.ts';
import { useView } from '../shelf/use-view.ts';
import type { PasteJobsProps } from '../../shared/PasteJobs.tsx';
import { AddJobs } from './AddJobs.tsx';
import { JobItem } from './JobItem.tsx';
import { Unanswered } from './Unanswered.tsx';

export interface JobsTabProps extends Surroundings {
  readonly shelf: Shelf;
  readonly history: WaitHistory;
  /** Why the last look at its source told nothing of a job, by `Job.id`. */
  readonly troubles: ReadonlyMap<string, string>;
  /** Submits that no answer and no job is known of. */
  readonly unanswered: readonly Submit[];
  readonly add: PasteJobsProps;
}

const STATES: readonly (readonly [JobGroup, string])[] = [
  ['all', 'Any'],
  ['active', 'Under way'],
  ['finished', 'Finished'],
  ['failed', 'Failed or filtered'],
  ['other', 'Cancelled or not known'],
];

/** Every generation that was ever seen: those under way first. */
export function JobsTab({ shelf, history, troubles, unanswered, add, ...around }: JobsTabProps) {
  const [filter, setFilter] = useState<JobFilter>(NO_JOB_FILTER);
  const test = useMemo(() => jobFilter(filter), [filter]);
  const entries = useFound(shelf.jobs, test);
  const sources = useMemo(() => [...new Set(shelf.jobs.map(({ job }) => job.source))].sort(), [shelf.jobs]);
  const above = <><Unanswered submits={unanswered} now={around.now} /><AddJobs {...add} /></>;
  if (shelf.jobs.length === 0 && shelf.complete) return <>{above}<NoJobs /></>;
  const set = (change: Partial<JobFilter>): void => setFilter({ ...filter, ...change });
  return (
    <div class="jobs-view">
      {above}
      <search class="filters">
        <SearchField label="Search jobs" hint="Search prompts, reasons and job IDs" value={filter.text} onSearch={(text) => set({ text })} />
        <Choice label="State" value={filter.state} options={STATES} onChange={(state) => set({ state })} />
        {sources.length > 1 || filter.source !== null ? (
          <Choice<Source | 'any'> label="Source" value={filter.source ?? 'any'} options={[['any', 'Any'], ...sources.map((source) => [source, SOURCE_NAMES[source]] as const)]} onChange={(source) => set({ source: source === 'any' ? null : source })} />
        ) : null}
        {filter === NO_JOB_FILTER ? null : <button type="button" class="button button-plain" onClick={() => setFilter(NO_JOB_FILTER)}>Clear filters</button>}
      </search>
      <div class="shelf-head">
        <ShelfNote found={entries.length} all={shelf.jobs.length} total={shelf.complete ? shelf.jobs.length : shelf.total} complete={shelf.complete} one="job" />
      </div>
      {entries.length === 0 ? <p class="none">{shelf.complete ? 'No job is like that. Try fewer words, or another filter.' : 'Still reading. What is found will stand here.'}</p> : <JobRows entries={entries} history={history} troubles={troubles} around={around} />}
    </div>
  );
}

/** Height of one job, in rem. */
const ROW = { wide: 6, narrow: 9 };

function JobRows({ entries, history, troubles, around }: Pick<JobsTabProps, 'history' | 'troubles'> & { readonly entries: readonly JobEntry[]; readonly around: Surroundings }) {
  const list = useRef<HTMLUListElement>(null);
  const view = useView(list);
  const [held, setHeld] = useState<string | null>(null);
  const places = listPlaces(entries.length, view, ROW);
  const shown = entries.slice(places.from, places.to).map((entry, index) => ({ entry, index: places.from + index }));
  // The row with the focus stays drawn, wherever the window goes.
  const at = held === null ? -1 : entries.findIndex(({ job }) => job.id === held);
  const extra = entries[at];
  if (extra && (at < places.from || at >= places.to)) shown.push({ entry: extra, index: at });
  const follow = (event: FocusEvent): void => setHeld((event.target as Element).closest<HTMLElement>('[data-id]')?.dataset['id'] ?? null); // elements alone take the focus
  return (
    <ul ref={list} class="shelf-list job-rows" role="list" aria-label="Jobs" style={{ blockSize: `${places.height}px` }} onFocusIn={follow}>
      {shown.map(({ entry, index }) => (
        <li key={entry.job.id} class="job-row" data-id={entry.job.id} aria-posinset={index + 1} aria-setsize={entries.length} style={places.at(index)}>
          <JobItem entry={entry} history={history} trouble={troubles.get(entry.job.id) ?? null} {...around} />
        </li>
      ))}
    </ul>
  );
}

function NoJobs() {
  return (
    <div class="plain">
      <Mark />
      <h2>No jobs yet</h2>
      <p>Make a video on pika.art, or open your library there: each generation stands here from its first second to its end.</p>
      <a class="button button-main" href={PIKA_LIBRARY} target="_blank" rel="noreferrer">Open pika.art library <Icon name="outside" /></a>
    </div>
  );
}

import type { RowGroup } from '../../lib/domain/popup/rows.ts';
import type { Surroundings } from './actions.ts';
import { ActionButton } from './Button.tsx';
import { JobRow } from './JobRow.tsx';

interface JobListProps extends Surroundings {
  readonly groups: readonly RowGroup[];
  readonly hasMore: boolean;
}

/** The jobs, in groups; "Show more" stands after the newest, and what was lost comes folded at the end. */
export function JobList({ groups, hasMore, ...around }: JobListProps) {
  const open = groups.filter((group) => group.kind !== 'lost');
  const lost = groups.find((group) => group.kind === 'lost');
  return (
    <>
      {open.map((group) => (
        <section key={group.kind} class={`group group-${group.kind}`} aria-labelledby={`group-${group.kind}`}>
          <h2 id={`group-${group.kind}`}>{group.title}</h2>
          <Rows group={group} around={around} />
        </section>
      ))}
      {hasMore ? (
        <div class="more">
          <ActionButton action={{ kind: 'more' }} label="Show more jobs" {...around}>Show more</ActionButton>
        </div>
      ) : null}
      {lost === undefined ? null : (
        <details class="group group-lost">
          <summary>{lost.title}</summary>
          <Rows group={lost} around={around} />
        </details>
      )}
    </>
  );
}

function Rows({ group, around }: { readonly group: RowGroup; readonly around: Surroundings }) {
  return (
    <>
      <ul class="jobs" role="list">
        {group.rows.map((row) => <JobRow key={row.key} row={row} {...around} />)}
      </ul>
      {group.rest === null ? null : <p class="group-rest">{group.rest}</p>}
    </>
  );
}

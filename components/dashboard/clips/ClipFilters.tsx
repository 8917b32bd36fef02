import { type ClipFilter, type DeadlineFilter, isFiltered, NO_FILTER, type Order, type StateGroup } from '../../../lib/domain/clips/view/filter.ts';
import { SOURCE_NAMES } from '../../../lib/domain/jobs/source-names.ts';
import type { Source } from '../../../lib/domain/jobs/job.ts';
import { requestFacts } from '../../../lib/domain/jobs/words.ts';
import { NO_REQUEST } from '../../../lib/domain/jobs/job.ts';
import { Choice } from '../shelf/Choice.tsx';
import { SearchField } from '../shelf/SearchField.tsx';

const STATES: readonly (readonly [StateGroup, string])[] = [
  ['all', 'Any'],
  ['saved', 'Saved'],
  ['open', 'On its way'],
  ['failed', 'Needs you'],
  ['lost', 'Lost'],
  ['skipped', 'Not wanted'],
];
const ENDS: readonly (readonly [DeadlineFilter, string])[] = [
  ['all', 'Any'],
  ['near', 'Within 2 hours'],
  ['day', 'Within 24 hours'],
  ['passed', 'Over already'],
];
const SEEN: readonly (readonly [string, string])[] = [
  ['0', 'Any time'],
  ['1', 'Last 24 hours'],
  ['7', 'Last 7 days'],
  ['30', 'Last 30 days'],
  ['365', 'Last year'],
];
const ORDERS: readonly (readonly [Order, string])[] = [
  ['newest', 'Newest first'],
  ['deadline', 'Link ends first'],
  ['name', 'Prompt, A to Z'],
];
const ANY = '\u0000any';

interface ClipFiltersProps {
  readonly filter: ClipFilter;
  readonly order: Order;
  readonly models: readonly string[];
  readonly sources: readonly Source[];
  readonly onFilter: (filter: ClipFilter) => void;
  readonly onOrder: (order: Order) => void;
}

/** What is looked for, in which order and in which form. A choice of one thing is left out. */
export function ClipFilters({ filter, order, models, sources, onFilter, onOrder }: ClipFiltersProps) {
  const set = (change: Partial<ClipFilter>): void => onFilter({ ...filter, ...change });
  return (
    <search class="filters">
      <SearchField label="Search prompts" hint="Search prompts: words, or a “phrase”" value={filter.text} onSearch={(text) => set({ text })} />
      <Choice label="State" value={filter.state} options={STATES} onChange={(state) => set({ state })} />
      <Choice label="Link ends" value={filter.deadline} options={ENDS} onChange={(deadline) => set({ deadline })} />
      <Choice label="Seen" value={String(filter.days)} options={SEEN} onChange={(days) => set({ days: Number(days) })} />
      {models.length > 1 || filter.model !== null ? (
        <Choice label="Model" value={filter.model ?? ANY} options={[[ANY, 'Any'], ...models.map((model) => [model, modelName(model)] as const)]} onChange={(model) => set({ model: model === ANY ? null : model })} />
      ) : null}
      {sources.length > 1 || filter.source !== null ? (
        <Choice label="Source" value={filter.source ?? 'any'} options={[['any', 'Any'], ...sources.map((source) => [source, SOURCE_NAMES[source]] as const)]} onChange={(source) => set({ source: source === 'any' ? null : source })} />
      ) : null}
      <Choice label="Order" value={order} options={ORDERS} onChange={onOrder} />
      {isFiltered(filter) ? <button type="button" class="button button-plain" onClick={() => onFilter(NO_FILTER)}>Clear filters</button> : null}
    </search>
  );
}

function modelName(model: string): string {
  return requestFacts({ ...NO_REQUEST, model })[0] ?? model;
}

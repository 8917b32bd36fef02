import { useMemo, useState } from 'preact/hooks';
import type { ClipEntry } from '../../../lib/domain/clips/view/entry.ts';
import type { Shelf } from '../../../lib/domain/dashboard/shelf.ts';
import { type ClipFilter, filterAt, modelsOf, type Nearing, nearing, NO_FILTER, type Order, sortEntries, sourcesOf } from '../../../lib/domain/clips/view/filter.ts';
import { all, NOTHING, reach, type Selection, toggle } from '../../../lib/domain/clips/view/selection.ts';
import { countWords, spanWords } from '../../../lib/domain/words.ts';
import { Icon } from '../../shared/Icon.tsx';
import type { Surroundings } from '../actions.ts';
import type { Look } from '../shelf/places.ts';
import { ShelfNote } from '../shelf/ShelfNote.tsx';
import { useFound } from '../shelf/use-found.ts';
import { BulkBar } from './BulkBar.tsx';
import { ClipDetails } from './ClipDetails.tsx';
import { ClipFilters } from './ClipFilters.tsx';
import { ClipList } from './ClipList.tsx';
import { LibraryLine, type LibraryLineProps } from './LibraryLine.tsx';
import { NoClips } from './NoClips.tsx';

export interface ClipsTabProps extends Surroundings {
  readonly shelf: Shelf;
  /** Object URLs of the posters that are there, by clip. */
  readonly posters: ReadonlyMap<string, string>;
  /** Told which clips are in sight. */
  readonly onShown: (ids: readonly string[]) => void;
  /** The run through the whole library; null while nothing is known of it. */
  readonly library: LibraryLineProps | null;
}

/** Every clip that was ever seen: found, looked at, saved, left alone. */
export function ClipsTab({ shelf, posters, onShown, library, ...around }: ClipsTabProps) {
  const { now } = around;
  const [filter, setFilter] = useState<ClipFilter>(NO_FILTER);
  const [order, setOrder] = useState<Order>('newest');
  const [look, setLook] = useState<Look>('grid');
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [active, setActive] = useState<string | null>(null);
  const [open, setOpen] = useState<{ readonly id: string; readonly by: 'pointer' | 'key' } | null>(null);
  const entries = useEntries(shelf.clips, filter, order, now);
  const models = useMemo(() => modelsOf(shelf.clips), [shelf.clips]);
  const sources = useMemo(() => sourcesOf(shelf.clips), [shelf.clips]);
  const near = useMemo(() => nearing(shelf.clips, now), [shelf.clips, now]);
  const ids = useMemo(() => entries.map(({ clip }) => clip.id), [entries]);
  const chosen = useMemo(() => entries.filter(({ clip }) => selection.chosen.has(clip.id)), [selection, entries]);
  const opened = open === null ? undefined : shelf.clips.find(({ clip }) => clip.id === open.id);
  if (shelf.total === 0 && shelf.complete) return <NoClips kind="none" />;
  const goTo = (id: string): void => {
    setActive(id);
    if (open !== null) setOpen({ id, by: 'pointer' });
  };
  const close = (): void => {
    setOpen(null);
    if (open !== null) focusTile(open.id);
  };
  return (
    <div class="clips-view">
      {library === null ? null : <LibraryLine {...library} />}
      {near === null || filter.deadline === 'near' ? null : <NearNote near={near} now={now} onShow={() => { setFilter({ ...NO_FILTER, deadline: 'near' }); setOrder('deadline'); }} />}
      <ClipFilters filter={filter} order={order} models={models} sources={sources} onFilter={setFilter} onOrder={setOrder} />
      <div class="shelf-head">
        <ShelfNote found={entries.length} all={shelf.clips.length} total={shelf.total} complete={shelf.complete} one="clip" chosen={chosen.length} />
        <BulkBar entries={chosen} onClear={() => setSelection(NOTHING)} {...around} />
        {entries.length > 0 && chosen.length < entries.length ? <button type="button" class="button button-quiet" onClick={() => setSelection(all(ids))}>Choose all {entries.length.toLocaleString('en')}</button> : null}
        <Looks look={look} onLook={setLook} />
      </div>
      <div class={opened === undefined ? 'shelf' : 'shelf shelf-with-details'}>
        {entries.length === 0 ? <NoClips kind={shelf.complete ? 'filtered' : 'reading'} onClear={() => setFilter(NO_FILTER)} /> : (
          <ClipList
            entries={entries}
            look={look}
            chosen={selection.chosen}
            active={active}
            open={open?.id ?? null}
            posters={posters}
            onActive={goTo}
            onChoose={(id, how) => setSelection((before) => (how === 'toggle' ? toggle(before, id) : reach(before, id, ids)))}
            onChooseAll={() => setSelection(all(ids))}
            onOpen={(id, by) => setOpen({ id, by })}
            onEscape={() => (open === null ? setSelection(NOTHING) : close())}
            onShown={onShown}
            around={around}
          />
        )}
        {opened === undefined ? null : <ClipDetails entry={opened} poster={posters.get(opened.clip.id) ?? null} by={open?.by ?? 'pointer'} onClose={close} {...around} />}
      </div>
    </div>
  );
}

/** Those that pass, in order. Sorting is done for all of them, and only when they or the order change. */
function useEntries(clips: readonly ClipEntry[], filter: ClipFilter, order: Order, now: number): readonly ClipEntry[] {
  const sorted = useMemo(() => sortEntries(clips, order), [clips, order]);
  const test = useMemo(() => filterAt(filter, now), [filter, now]);
  return useFound(sorted, test);
}

/** What would be lost if nobody looked, and the way to it. */
function NearNote({ near, now, onShow }: { readonly near: Nearing; readonly now: number; readonly onShow: () => void }) {
  const { count, first, assumed } = near;
  const end = assumed ? 'may end' : 'ends';
  const left = spanWords(first - now);
  const words = count === 1 ? `its link ${end} in ${left}` : `their links end within 2 hours, the first ${end} in ${left}`;
  return (
    <div class="notice near-note tone-warn" role="note">
      <span class="tone-icon tone-warn"><Icon name="clock" /></span>
      <p class="strong">{countWords(count, 'unsaved clip')}: {words}{assumed ? ' (assumed)' : ''}.</p>
      <button type="button" class="button button-plain" onClick={onShow}>Show {count === 1 ? 'it' : 'them'}</button>
    </div>
  );
}

function Looks({ look, onLook }: { readonly look: Look; readonly onLook: (look: Look) => void }) {
  return (
    <fieldset class="spans looks">
      <legend class="hidden">Show as</legend>
      {(['grid', 'list'] as const).map((one) => (
        <label key={one} class="span">
          <input type="radio" name="look" checked={look === one} onChange={() => onLook(one)} />
          <span>{one === 'grid' ? 'Pictures' : 'List'}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Back to where the details were opened from. */
function focusTile(id: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true }));
}

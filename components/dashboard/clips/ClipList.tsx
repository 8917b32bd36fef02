import { useLayoutEffect, useRef } from 'preact/hooks';
import { sourceOfJob } from '../../../lib/domain/clips/elsewhere.ts';
import { type ClipEntry } from '../../../lib/domain/clips/view/entry.ts';
import { stepOf } from '../../../lib/domain/clips/view/window.ts';
import type { Surroundings } from '../actions.ts';
import { gridPlaces, listPlaces, type Look, type Places } from '../shelf/places.ts';
import { useKeptFocus } from '../shelf/use-kept-focus.ts';
import { useView } from '../shelf/use-view.ts';
import { ClipOption } from './ClipOption.tsx';

export interface ClipListProps {
  /** In the order shown. */
  readonly entries: readonly ClipEntry[];
  readonly look: Look;
  readonly chosen: ReadonlySet<string>;
  /** The clip that the keyboard is on, and whose details are open. */
  readonly active: string | null;
  readonly open: string | null;
  readonly posters: ReadonlyMap<string, string>;
  readonly onActive: (id: string) => void;
  /** A press that chooses: one more, or all up to it. */
  readonly onChoose: (id: string, how: 'toggle' | 'reach') => void;
  readonly onChooseAll: () => void;
  readonly onOpen: (id: string, by: 'pointer' | 'key') => void;
  /** Drops the choice, or closes the details. */
  readonly onEscape: () => void;
  /** Told which clips are drawn. */
  readonly onShown: (ids: readonly string[]) => void;
  readonly around: Pick<Surroundings, 'now' | 'times' | 'hold' | 'waits'>;
}

/** Height of a line of the list, in rem. */
const LINE = { wide: 3.75, narrow: 5.25 };

/** Any number of clips as one list box, of which only what the window shows is drawn. One stop for the Tab key; arrows move in it. */
export function ClipList(props: ClipListProps) {
  const { entries, look, onShown, chosen, posters, around } = props;
  const list = useRef<HTMLDivElement>(null);
  const view = useView(list);
  const places = look === 'grid' ? gridPlaces(entries.length, view) : listPlaces(entries.length, view, LINE);
  const at = Math.max(0, entries.findIndex(({ clip }) => clip.id === props.active));
  const stop = entries[at]?.clip.id ?? null;
  const focus = useKeptFocus(list, stop);
  const shown = entries.slice(places.from, places.to).map((entry, index) => ({ entry, index: places.from + index }));
  // What the keyboard is on stays drawn, or the focus would be lost on scrolling away.
  const extra = entries[at];
  if (extra && (at < places.from || at >= places.to)) shown.push({ entry: extra, index: at });
  useShown(shown.map(({ entry }) => entry.clip.id), onShown);
  return (
    <div
      ref={list}
      class={look === 'grid' ? 'shelf-list shelf-grid' : 'shelf-list shelf-rows'}
      role="listbox"
      aria-multiselectable="true"
      aria-label="Clips"
      style={{ blockSize: `${places.height}px` }}
      onClick={(event) => press(event, props)}
      onKeyDown={(event) => key(event, props, { at, places, focus })}
    >
      {shown.map(({ entry, index }) => (
        <ClipOption
          key={entry.clip.id}
          entry={entry}
          index={index}
          count={entries.length}
          isStop={entry.clip.id === stop}
          isChosen={chosen.has(entry.clip.id)}
          isOpen={entry.clip.id === props.open}
          poster={posters.get(entry.clip.id) ?? null}
          look={look}
          {...places.at(index)}
          now={around.now}
          times={around.times}
          hold={around.hold ?? null}
          waits={around.waits?.[sourceOfJob(entry.clip.job)] ?? null}
        />
      ))}
    </div>
  );
}

/** Tells of what is drawn when that has changed, after it is drawn. */
function useShown(ids: readonly string[], tell: (ids: readonly string[]) => void): void {
  const key = ids.join();
  useLayoutEffect(() => tell(ids), [key]);
}

function press(event: MouseEvent, { onActive, onChoose, onOpen }: ClipListProps): void {
  const target = event.target as Element; // a pointer's target in a document is an element
  const id = target.closest<HTMLElement>('[data-id]')?.dataset['id'];
  if (id === undefined) return;
  onActive(id);
  if (event.shiftKey) onChoose(id, 'reach');
  else if (event.ctrlKey || event.metaKey || target.closest('.pick')) onChoose(id, 'toggle');
  else onOpen(id, 'pointer');
}

interface Where {
  readonly at: number;
  readonly places: Places;
  readonly focus: (id: string) => void;
}

/** The keys of a list box that takes many: arrows move, Space chooses, with Shift it reaches, Ctrl A takes all, Enter opens. */
function key(event: KeyboardEvent, props: ClipListProps, { at, places, focus }: Where): void {
  const { entries } = props;
  const here = entries[at]?.clip.id;
  if (here === undefined || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') props.onChooseAll();
  else if (event.key === ' ') props.onChoose(here, event.shiftKey ? 'reach' : 'toggle');
  else if (event.key === 'Enter') props.onOpen(here, 'key');
  else if (event.key === 'Escape') props.onEscape();
  else {
    const to = stepOf(event.key, at, entries.length, places.columns, places.page);
    const id = to === null ? undefined : entries[to]?.clip.id;
    if (id === undefined) return;
    if (event.shiftKey) {
      if (!props.chosen.has(here)) props.onChoose(here, 'toggle');
      props.onChoose(id, 'reach');
    }
    focus(id);
    props.onActive(id);
  }
  event.preventDefault();
}

import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ShelfView } from '../../components/dashboard/ShelfTab.tsx';
import type { Shelf } from '../../lib/domain/dashboard/shelf.ts';
import type { WaitHistory } from '../../lib/domain/jobs/view/line.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readWaits } from '../../lib/store/generation.ts';
import { readSources } from '../../lib/store/settings.ts';
import { readPosters, writePoster } from '../../lib/store/posters.ts';
import { readClips, readJobs, readMoving, readNewest } from '../../lib/store/shelf.ts';
import { hourOfWeek } from '../shared/hour-of-week.ts';
import { createPictures, makePoster } from './poster-sources.ts';
import { Posters } from './posters.ts';
import { readShelf, type ShelfReader } from './shelf.ts';
import { useAddJobs } from '../shared/use-add-jobs.ts';
import { useTroubles } from './use-troubles.ts';

/** Clips and jobs, read from the moment at which a tab first shows them, and in step with the store from then on. */
export function useShelf(wanted: boolean): ShelfView | null {
  const [content, setContent] = useState<ShelfView['content']>({ kind: 'loading' });
  const [posters, setPosters] = useState<ReadonlyMap<string, string>>(new Map());
  const [history, setHistory] = useState<WaitHistory>({ waits: [], hourOf: hourOfWeek });
  const add = useAddJobs('#settings');
  const { troubles, unanswered } = useTroubles(wanted);
  const parts = useRef<{ readonly reader: ShelfReader; readonly posters: Posters } | null>(null);
  const [isOpen, setIsOpen] = useState(wanted);
  if (wanted && !isOpen) setIsOpen(true);
  // Before the browser draws what says that nothing is there yet.
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const pictures = createPictures(async () => readSources(await openStore()));
    const reader = readShelf({
      readNewest: async (limit) => readNewest(await openStore(), limit),
      readClips: async (after, limit) => readClips(await openStore(), after, limit),
      readJobs: async (after, limit) => readJobs(await openStore(), after, limit),
      readMoving: async (ids) => readMoving(await openStore(), ids),
      show(shelf: Shelf) {
        pictures.take(shelf.clips);
        setContent({ kind: 'ready', shelf });
      },
      broken: (why) => setContent({ kind: 'broken', why }),
      later,
    });
    const shown = new Posters({
      readKept: async (clips) => readPosters(await openStore(), clips),
      sourceOf: pictures.of,
      make: makePoster,
      keep: async (clip, image) => void (await writePoster(await openStore(), { clip, image, at: Date.now() })),
      urlOf: (image) => URL.createObjectURL(image),
      drop: (url) => URL.revokeObjectURL(url),
      show: setPosters,
      later,
    });
    parts.current = { reader, posters: shown };
    const readHistory = async (): Promise<void> => setHistory({ waits: await readWaits(await openStore()), hourOf: hourOfWeek });
    void readHistory().catch(() => {}); // without it, what is usual is assumed, and labelled so
    const unhear = onChanged((what) => {
      if (what === 'jobs' || what === 'saves') reader.refresh();
      if (what === 'settings') pictures.refresh();
    });
    return () => {
      unhear();
      reader.stop();
      shown.stop();
    };
  }, [isOpen]);
  const onShown = useCallback((ids: readonly string[]) => {
    parts.current?.reader.watch(ids);
    parts.current?.posters.sight(ids);
  }, []);
  return isOpen ? { content, posters, onShown, history, troubles, unanswered, add } : null;
}

function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

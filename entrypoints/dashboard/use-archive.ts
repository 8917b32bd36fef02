import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArchiveView, ArchiveWork } from '../../components/dashboard/archive/Archive.tsx';
import { archiveReader } from '../../lib/domain/clips/archive/read-archive.ts';
import { linesOf } from '../../lib/domain/clips/archive/listing.ts';
import { type ArchiveNews, exportedNews, failedNews, listedNews, noArchiveNews, takenNews } from '../../lib/domain/clips/archive/words.ts';
import type { Source } from '../../lib/domain/jobs/job.ts';
import { allowedLinks, allowedPictures } from '../../lib/sources/allowed-links.ts';
import { countArchive, readArchive, takeIn } from '../../lib/store/archive.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { noteFiles } from '../../lib/store/marks.ts';
import { readSources } from '../../lib/store/settings.ts';
import { exportArchive, importArchive, importListing } from '../../lib/tasks/move-archive.ts';
import { saveFile } from './ports.ts';
import { textOf } from './text-of.ts';

type What = Extract<ArchiveWork, { kind: 'working' }>['what'];

/** Lines of a listing that are worked through without a pause for the page. */
const LINES = 500;

/** The archive's work, one at a time. It goes on whichever tab is open, and ends with the page: then the same again completes it. */
export function useArchive(): ArchiveView {
  const [work, setWork] = useState<ArchiveWork>({ kind: 'idle' });
  const running = useRef<{ stopped: boolean } | null>(null);
  useEffect(() => {
    if (work.kind !== 'working') return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [work.kind]);

  const start = (what: What, run: (pace: ReturnType<typeof paceOf>) => Promise<ArchiveNews>): void => {
    if (running.current !== null) return;
    const life = { stopped: false };
    running.current = life;
    setWork({ kind: 'working', what, fraction: null });
    const pace = paceOf(life, (fraction) => setWork({ kind: 'working', what, fraction }));
    void run(pace)
      .catch(() => failedNews(what))
      .then((news) => {
        running.current = null;
        setWork({ kind: 'done', news });
        if (what !== 'export') for (const changed of ['jobs', 'saves'] as const) announce(changed);
      });
  };

  const note = (lines: Iterable<readonly string[]>, total: number): void =>
    start('list', async (pace) => {
      const db = await openStore();
      return listedNews(await importListing({ ...pace, lines, total, noteFiles: (files) => noteFiles(db, files, Date.now()) }));
    });

  return {
    work,
    stop: () => {
      if (running.current !== null) running.current.stopped = true;
    },
    exportAs: (format, withPaths) => start('export', (pace) => writeFile(format, withPaths, pace)),
    importFile: (file) => start('import', (pace) => readFile(file, pace)),
    noteText: (text) => note(linesOf(text, LINES), text.split('\n').length),
    noteNames: (names) => note(partsOf(names), names.length),
  };
}

async function writeFile(format: 'json' | 'csv', withPaths: boolean, pace: ReturnType<typeof paceOf>): Promise<ArchiveNews> {
  const db = await openStore();
  const made = await exportArchive(format, withPaths, {
    ...pace,
    now: () => Date.now(),
    count: () => countArchive(db),
    parts: (paths) => readArchive(db, { withPaths: paths }),
  });
  const day = new Date().toISOString().slice(0, 10);
  if (made !== null) saveFile(`pika-keeper-archive-${day}.${format}`, new Blob([...made.pieces], { type: format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json' }));
  return exportedNews(made?.clips ?? null);
}

async function readFile(file: File, pace: ReturnType<typeof paceOf>): Promise<ArchiveNews> {
  const db = await openStore();
  const settings = await readSources(db);
  const linkOf = allowedLinks(settings);
  const read = archiveReader({ allow: (url, source) => linkOf(url, source)?.url ?? null, allowPoster: allowedPictures(settings) });
  const pathKey = (url: string, source: Source): string | null => linkOf(url, source)?.pathKey ?? null;
  const taken = await importArchive({ ...pace, read, pieces: () => textOf(file), takeIn: (entries) => takeIn(db, entries, { now: Date.now(), random: Math.random, pathKey }) });
  return taken.kind === 'no-archive' ? noArchiveNews(taken.why) : takenNews(taken);
}

/** A turn of the event loop between two parts, so that presses and painting come in between. */
function paceOf(life: { readonly stopped: boolean }, progress: (fraction: number) => void) {
  let shown = -1;
  return {
    progress(fraction: number) {
      // The whole dashboard is drawn for it: once for each percent is enough.
      if (Math.floor(fraction * 100) === shown) return;
      shown = Math.floor(fraction * 100);
      progress(fraction);
    },
    stopped: () => life.stopped,
    breathe: () => new Promise<void>((resolve) => void setTimeout(resolve)),
  };
}

function* partsOf(names: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < names.length; from += LINES) yield names.slice(from, from + LINES);
}

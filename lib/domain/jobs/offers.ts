import type { SeenJob, SeenVideo } from './job.ts';
import { fillRequest, isActive } from './merge.ts';

/** What is offered to the background in one message. */
export interface Offer {
  readonly jobs: readonly SeenJob[];
  /** Videos that name no job. */
  readonly loose: readonly SeenVideo[];
}

export interface OfferLimits {
  /** Most jobs, and most loose videos, of one offer. */
  readonly jobs: number;
  readonly loose: number;
  /** Most characters of JSON in one offer. */
  readonly characters: number;
  /** Most items that wait; the oldest are dropped beyond it, and the page shows them again. */
  readonly waiting: number;
  /** Most items remembered as told. */
  readonly told: number;
}

/** What still has to be told to the background, and what need not be told again. Bounded, in memory, one per page. */
export interface Offers {
  /**
   * Takes in what the page showed.
   * @param beat changes now and then; with each beat, an active job is told once more though nothing of it has moved: that it
   * stands still is news, too
   * @returns whether anything of it is news
   */
  see(jobs: readonly SeenJob[], loose: readonly SeenVideo[], beat?: number): boolean;
  /** The next offer, oldest first, or null. What it holds counts as told until `again`. */
  take(): Offer | null;
  /** Puts an offer back that was not, or not wholly, accepted. What has since changed is not overwritten. */
  again(offer: Offer): void;
  readonly waiting: number;
}

interface Item {
  readonly key: string;
  readonly print: string;
  /** Of the last sighting; 0 for what is told only when it changes. */
  readonly beat: number;
  readonly characters: number;
  readonly job: SeenJob | null;
  readonly video: SeenVideo | null;
}

/** @param limits see `OfferLimits`; an item that alone is over `characters` is never offered */
export function createOffers(limits: OfferLimits): Offers {
  const told = new Map<string, Pick<Item, 'print' | 'beat'>>();
  const waiting = new Map<string, Item>();

  const remember = ({ key, print, beat }: Item) => {
    told.delete(key);
    told.set(key, { print, beat });
    dropOldest(told, limits.told);
  };
  const enter = (shown: Item) => {
    const item = filled(shown, waiting.get(shown.key));
    if (item.characters > limits.characters || waiting.get(item.key)?.print === item.print) return false;
    const known = told.get(item.key);
    if (!waiting.has(item.key) && known?.print === item.print && known.beat === item.beat) {
      remember(item); // still on the page: forget others first
      return false;
    }
    waiting.set(item.key, item);
    dropOldest(waiting, limits.waiting);
    return true;
  };

  return {
    see(jobs, loose, beat = 0) {
      const items = jobs.map((job) => ({ ...jobItem(job), beat: isActive(job.state) ? beat : 0 }));
      const entered = [...items, ...loose.filter((video) => !told.has(fileKey(video.url))).map(videoItem)].map(enter);
      return entered.includes(true);
    },
    take() {
      const items = firstThatFit(waiting.values(), limits);
      if (items.length === 0) return null;
      for (const item of items) {
        waiting.delete(item.key);
        remember(item);
        // A file that has been told with its job need not be told alone.
        for (const video of item.job?.videos ?? []) remember({ ...item, key: fileKey(video.url), print: '', beat: 0 });
      }
      return { jobs: items.flatMap(({ job }) => job ?? []), loose: items.flatMap(({ video }) => video ?? []) };
    },
    again({ jobs, loose }) {
      for (const item of [...jobs.map(jobItem), ...loose.map(videoItem)]) {
        const newer = waiting.get(item.key);
        if (newer !== undefined) waiting.set(item.key, filled(newer, item));
        else if (told.get(item.key)?.print === item.print) waiting.set(item.key, item);
      }
      dropOldest(waiting, limits.waiting);
    },
    get waiting() {
      return waiting.size;
    },
  };
}

function firstThatFit(items: Iterable<Item>, limits: OfferLimits): Item[] {
  const chosen: Item[] = [];
  let jobs = 0;
  let loose = 0;
  let characters = 0;
  for (const item of items) {
    const full = item.job === null ? loose >= limits.loose : jobs >= limits.jobs;
    if (full) continue;
    if (characters + item.characters > limits.characters) break;
    if (item.job === null) loose += 1;
    else jobs += 1;
    characters += item.characters;
    chosen.push(item);
  }
  return chosen;
}

/** A job that gains a file, or the same id with another file, is an item of its own: a change of one does not hide the other. */
function jobItem(job: SeenJob): Item {
  const text = JSON.stringify(job);
  const key = `job ${job.jobId} ${job.videos.map(({ url }) => url).join(' ')}`;
  return { key, print: fingerprint(text), beat: 0, characters: text.length, job, video: null };
}

/** What only the older item knew about the request is told as well: the answer to a submit is shown once. */
function filled(newer: Item, older: Item | undefined): Item {
  if (newer.job === null || !older?.job) return newer;
  return jobItem({ ...newer.job, request: fillRequest(newer.job.request, older.job.request) });
}

/** Only the file counts: its poster and length come and go while the page draws it. */
function videoItem(video: SeenVideo): Item {
  return { key: fileKey(video.url), print: '', beat: 0, characters: JSON.stringify(video).length, job: null, video };
}

/** The query tells no files apart. */
function fileKey(url: string): string {
  return `file ${url.split('?', 1)[0] ?? url}`;
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}

/** 64 bits of FNV-1a, in two halves with different seeds: short, quick, and no secret. */
function fingerprint(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000197);
  }
  return `${text.length} ${a >>> 0} ${b >>> 0}`;
}

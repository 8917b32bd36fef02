import type { SeenVideo } from './job.ts';

/** An answer that the page got: its address, its whole text, and the submit's fields that it answers, as JSON or ''. */
export interface PageText {
  readonly url: string;
  readonly form: string;
  readonly text: string;
}

/** What a page showed, unread. */
export interface PageParcel {
  readonly texts: readonly PageText[];
  /** Texts of the first page's inline scripts, in its order: they mean something together only. */
  readonly scripts: readonly string[];
  /** Videos that name no job. */
  readonly videos: readonly SeenVideo[];
}

/** Most of each in one parcel, and most characters of all together. */
export interface ParcelLimits {
  readonly texts: number;
  readonly scripts: number;
  readonly videos: number;
  readonly characters: number;
}

export const NO_PARCEL: PageParcel = { texts: [], scripts: [], videos: [] };

/** What still has to be passed on, and what need not be again. Bounded, in memory, one per page. Nothing is read, only compared. */
export interface Parcels {
  /** Takes in what the page showed. @returns whether anything of it is news, and there was room for it */
  see(parcel: PageParcel): boolean;
  /** As much as fits into one, oldest first, or null. It counts as passed on until `again`. */
  take(): PageParcel | null;
  /** Puts back to the end what was not, or not wholly, accepted; what finds no room is forgotten. @returns whether there was room */
  again(parcel: PageParcel): boolean;
  /** Counts as never seen: the page may show it anew. */
  forget(parcel: PageParcel): void;
  readonly waiting: number;
}

/** Answers that are remembered, to be known again: a page polls a few things in turn. */
const REMEMBERED_TEXTS = 12;
const REMEMBERED_VIDEOS = 5_000;

/** @param limits of each parcel that is taken @param room characters that may wait, and be remembered */
export function createParcels(limits: ParcelLimits, room: number): Parcels {
  let waiting: PageParcel[] = [];
  let texts: PageText[] = [];
  const files = new Set<string>();

  const isKnown = (one: PageText) => texts.some((known) => known.text === one.text && known.form === one.form);
  const remember = ({ texts: seen, videos }: PageParcel) => {
    texts = [...texts, ...seen].slice(-REMEMBERED_TEXTS);
    while (sizeOf({ ...NO_PARCEL, texts }) > room) texts = texts.slice(1);
    for (const { url } of videos) files.add(fileKey(url));
    for (const key of files) if (files.size > REMEMBERED_VIDEOS) files.delete(key);
  };
  const forget = (lost: PageParcel) => {
    texts = texts.filter((known) => !lost.texts.includes(known));
    for (const { url } of lost.videos) files.delete(fileKey(url));
  };
  const put = (parcel: PageParcel) => {
    const fits = isWithin(parcel, limits) && waiting.reduce((sum, one) => sum + sizeOf(one), 0) + sizeOf(parcel) <= room;
    if (fits) waiting.push(parcel);
    return fits;
  };

  return {
    see({ texts: shown, scripts, videos }) {
      const news = [
        ...shown.filter((one) => !isKnown(one)).map((one) => ({ ...NO_PARCEL, texts: [one] })),
        ...(scripts.length === 0 ? [] : [{ ...NO_PARCEL, scripts }]),
        ...cut(videos.filter(({ url }) => !files.has(fileKey(url))), limits.videos).map((some) => ({ ...NO_PARCEL, videos: some })),
      ].filter(put);
      for (const parcel of news) remember(parcel);
      return news.length > 0;
    },
    take() {
      let taken: PageParcel | null = null;
      let count = 0;
      for (const parcel of waiting) {
        const more: PageParcel = taken === null ? parcel : join(taken, parcel);
        if (!isWithin(more, limits)) break;
        taken = more;
        count += 1;
      }
      waiting = waiting.slice(count);
      return taken;
    },
    again(parcel) {
      const fits = put(parcel);
      if (!fits) forget(parcel);
      return fits;
    },
    forget,
    get waiting() {
      return waiting.length;
    },
  };
}

function join(a: PageParcel, b: PageParcel): PageParcel {
  return { texts: [...a.texts, ...b.texts], scripts: [...a.scripts, ...b.scripts], videos: [...a.videos, ...b.videos] };
}

function isWithin(parcel: PageParcel, limits: ParcelLimits): boolean {
  const { texts, scripts, videos } = parcel;
  return texts.length <= limits.texts && scripts.length <= limits.scripts && videos.length <= limits.videos && sizeOf(parcel) <= limits.characters;
}

/** Room for the names of a video's fields and its numbers. */
const VIDEO_EXTRA = 20;

function sizeOf({ texts, scripts, videos }: PageParcel): number {
  const ofTexts = texts.reduce((sum, { url, form, text }) => sum + url.length + form.length + text.length, 0);
  const ofVideos = videos.reduce((sum, { url, posterUrl }) => sum + url.length + (posterUrl?.length ?? 0) + VIDEO_EXTRA, 0);
  return ofTexts + ofVideos + scripts.reduce((sum, script) => sum + script.length, 0);
}

function cut(videos: readonly SeenVideo[], most: number): SeenVideo[][] {
  const pieces: SeenVideo[][] = [];
  for (let from = 0; from < videos.length; from += most) pieces.push(videos.slice(from, from + most));
  return pieces;
}

/** The query tells no files apart. */
function fileKey(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

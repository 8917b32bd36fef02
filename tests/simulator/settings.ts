/** How server actions and first pages are put on the wire. */
export interface Wire {
  /** Row 0: an array (Next 14), an object with `f` (15) or with `q` and `i` (16). */
  envelope: 'older' | 'newer' | 'newest';
  /** Rows after the envelope in reverse order. */
  reversed: boolean;
  /** Jobs of the same prompt share one `params` object, written once and referred to. */
  shared: boolean;
  /** The last third of a list is a promise whose rows follow `streamDelayMs` later in the same answer. */
  streamed: boolean;
  streamDelayMs: number;
  /** Where the bytes of an answer are cut into chunks: not at all, behind rows, or anywhere, characters included. */
  chunks: 'whole' | 'rows' | 'anywhere';
  gzip: boolean;
  /** Every field of the listing has another name; the page knows them, and nobody else. */
  redesigned: boolean;
  buildId: string;
}

/** How the page behaves; part of it is sent to the page as its configuration. */
export interface PageSettings {
  /** Milliseconds between polls; about 10 s on the real page. */
  pollMs: number;
  /** Every so many polls the head of the list is read again; 0: never (only submits and reloads show new jobs). */
  listEvery: number;
  /** With what the page reads answers of server actions. */
  reader: 'stream' | 'text' | 'xhr';
  /** `all`: the whole grid is thrown away and built again after every poll. */
  rerender: 'changed' | 'all';
  perPage: number;
  /** Marketing and upload videos stand between the cards of the library. */
  decoys: boolean;
  /** Calls to analytics hosts, which fail as an ad blocker makes them fail. */
  analytics: boolean;
  /** Lets the browser keep the page for Back and Forward; the real page forbids storing it. */
  storable: boolean;
  /** A strict Content-Security-Policy with a nonce and Trusted Types. */
  csp: boolean;
  /**
   * Attacks on whatever else lives in the page; `head` runs before the page's own scripts,
   * `late` after them, `flood` is `late` with hundreds of forged jobs at addresses that look right. */
  hostile: 'off' | 'head' | 'late' | 'flood';
}

/** Headers of the edge in front of pika.art. */
export interface Edge {
  /** Off: none of them is sent. */
  present: boolean;
  /** Three letters, last part of `cf-ray`. */
  colo: string;
  /** First parts of `x-vercel-id`: edge region and function region. */
  region: string;
}

export interface Media {
  /** `Access-Control-Allow-Origin: *` on files. */
  cors: boolean;
  /** ETag and Last-Modified on files. */
  validators: boolean;
}

/** How a lost session shows when the page calls a server action, and on navigation to the library. */
export type SessionLoss = 'html' | 'redirect' | 'unauthorized';

export function defaultWire(): Wire {
  return {
    envelope: 'newer', reversed: false, shared: true, streamed: false, streamDelayMs: 400,
    chunks: 'anywhere', gzip: true, redesigned: false, buildId: 'R5jw7tWNNntsXVUkySy6X',
  };
}

export function defaultPage(): PageSettings {
  return {
    pollMs: 10_000, listEvery: 0, reader: 'stream', rerender: 'changed', perPage: 12,
    decoys: false, analytics: true, storable: false, csp: false, hostile: 'off',
  };
}

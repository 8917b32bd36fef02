/** Which clips have a poster to show: the kept ones first, then those that can still be had, made small and kept. */
export interface PosterPorts {
  /** Those that are kept, by clip. */
  readKept(clips: readonly string[]): Promise<ReadonlyMap<string, Blob>>;
  /** Where a clip's poster may be fetched now; null for none that we may ask. */
  sourceOf(clip: string): string | null;
  /** Fetches a poster and makes it small; null when it cannot be had. */
  make(url: string, signal: AbortSignal): Promise<Blob | null>;
  keep(clip: string, image: Blob): Promise<void>;
  /** An address for the page's own use, and the end of it. */
  urlOf(image: Blob): string;
  drop(url: string): void;
  /** Told whenever there is something new to show. */
  show(urls: ReadonlyMap<string, string>): void;
  /** Runs `work` after `ms`; returns a function that calls it off. */
  later(work: () => void, ms: number): () => void;
}

/** Requests at a time: the user's own videos load from the same hosts. */
export const AT_ONCE = 3;
/** A list that rushes by asks for nothing. */
export const SETTLED = 120;
/** Pictures held in memory: a few screens. */
export const HELD = 240;

export class Posters {
  private readonly urls = new Map<string, string>();
  /** Asked for in vain since the page was opened: not again. */
  private readonly vain = new Set<string>();
  /** Not kept when the store was asked: it learns of them through this page alone. */
  private readonly unkept = new Set<string>();
  private readonly running = new Set<string>();
  private readonly abort = new AbortController();
  private inSight: readonly string[] = [];
  private callOff: (() => void) | null = null;

  constructor(private readonly ports: PosterPorts) {}

  /** What is in sight now; what left it is neither fetched nor, after a while, held any more. */
  sight(clips: readonly string[]): void {
    this.inSight = clips;
    this.callOff?.();
    this.callOff = this.ports.later(() => void this.look(), this.urls.size === 0 ? 0 : SETTLED);
  }

  stop(): void {
    this.abort.abort();
    this.callOff?.();
    for (const url of this.urls.values()) this.ports.drop(url);
    this.urls.clear();
  }

  private async look(): Promise<void> {
    const missing = this.inSight.filter((clip) => this.isMissing(clip));
    if (missing.length === 0) return;
    const unasked = missing.filter((clip) => !this.unkept.has(clip));
    if (unasked.length > 0) await this.takeKept(unasked);
    this.fetchMore();
  }

  private async takeKept(clips: readonly string[]): Promise<void> {
    const kept = await this.ports.readKept(clips).catch(() => new Map<string, Blob>());
    if (this.abort.signal.aborted) return;
    for (const clip of clips) if (!kept.has(clip)) this.unkept.add(clip);
    for (const [clip, image] of kept) this.hold(clip, image);
    if (kept.size > 0) this.tell();
  }

  private isMissing(clip: string): boolean {
    return !this.urls.has(clip) && !this.vain.has(clip) && !this.running.has(clip);
  }

  private fetchMore(): void {
    for (const clip of this.inSight) {
      if (this.running.size >= AT_ONCE || this.abort.signal.aborted) return;
      const url = this.isMissing(clip) ? this.ports.sourceOf(clip) : null;
      if (url === null) continue;
      this.running.add(clip);
      void this.fetchOne(clip, url);
    }
  }

  private async fetchOne(clip: string, url: string): Promise<void> {
    const image = await this.ports.make(url, this.abort.signal).catch(() => null);
    this.running.delete(clip);
    if (this.abort.signal.aborted) return;
    if (image === null) this.vain.add(clip);
    else {
      this.hold(clip, image);
      this.tell();
      // A full disk costs the picture's next life, not this one.
      await this.ports.keep(clip, image).then(() => this.unkept.delete(clip), () => {});
    }
    this.fetchMore();
  }

  private hold(clip: string, image: Blob): void {
    const before = this.urls.get(clip);
    if (before !== undefined) this.ports.drop(before);
    this.urls.set(clip, this.ports.urlOf(image));
  }

  private tell(): void {
    this.letGo();
    this.ports.show(new Map(this.urls));
  }

  /** The longest held go first; what is in sight stays. */
  private letGo(): void {
    const needed = new Set(this.inSight);
    for (const [clip, url] of this.urls) {
      if (this.urls.size <= HELD) return;
      if (needed.has(clip)) continue;
      this.urls.delete(clip);
      this.ports.drop(url);
    }
  }
}

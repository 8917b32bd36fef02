/** What the server told the page about itself. */
export interface Config {
  readonly route: string;
  readonly userId: string;
  readonly balance: number;
  readonly pollMs: number;
  readonly listEvery: number;
  readonly reader: 'stream' | 'text' | 'xhr';
  readonly rerender: 'changed' | 'all';
  readonly perPage: number;
  readonly decoys: boolean;
  readonly analytics: boolean;
  readonly hostile: 'off' | 'head' | 'late' | 'flood';
  readonly actions: { readonly poll: string; readonly list: string; readonly folders: string };
  /** After a redesign: names on the wire → names in this page's code. */
  readonly oldNames?: Readonly<Record<string, string>>;
  readonly decoyVideos: readonly { readonly url: string; readonly where: 'home' | 'library' }[];
}

export const config = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as Config;

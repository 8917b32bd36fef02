/**
 * The little of the browser's API that a script on a page may use, without the polyfill: that one costs the page 3 ms at
 * every load, and in Manifest V3 both browsers' own `chrome` answers with promises. Not `browser`: Chrome has none, so a
 * hostile page could name an element so and would be found in its place, whereas `chrome` is always the browser's.
 */
export interface PageApi {
  readonly runtime: {
    /** Undefined once the extension behind this script is gone. */
    readonly id?: string;
    sendMessage(message: unknown): Promise<unknown>;
    readonly onMessage: {
      addListener(listener: PageListener): void;
      removeListener(listener: PageListener): void;
    };
  };
  readonly storage: {
    readonly local: {
      get(key: string): Promise<Record<string, unknown>>;
      set(items: Readonly<Record<string, unknown>>): Promise<void>;
    };
  };
}

export type PageListener = (message: unknown, sender: { readonly id?: string }) => undefined;

/** Looked up at each use, since tests and updates change it. Throws where there is no extension. */
export function pageApi(): PageApi {
  // The cast holds in every extension script: Chrome and Firefox both define it there.
  return (globalThis as unknown as { readonly chrome: PageApi }).chrome;
}

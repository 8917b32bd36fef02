/** The first executable of that name on PATH. */
export function onPath(name: string): string | null;
/** The Chromium to use: the one that `PIKA_KEEPER_CHROMIUM` names, one on PATH, or Playwright's own. */
export function findChromium(): Promise<string | null>;
/** The Firefox to use: the one that `PIKA_KEEPER_FIREFOX` names, or one on PATH. */
export function findFirefox(): string | null;

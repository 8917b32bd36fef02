import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** Tells a story: sentences with the time since its beginning, and pictures. */
export interface Narrator {
  readonly folder: string;
  say(sentence: string): void;
  /** Takes a picture of what a page shows; numbered in the order of telling. */
  picture(page: Page, name: string): Promise<void>;
  write(name: string, text: string): Promise<void>;
}

/** Starts a story whose pictures go to a folder that is emptied first. */
export async function narrator(folder: string): Promise<Narrator> {
  const begin = performance.now();
  let pictures = 0;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return {
    folder,
    say(sentence) {
      const seconds = (performance.now() - begin) / 1000;
      const minutes = Math.floor(seconds / 60);
      process.stdout.write(`${String(minutes).padStart(2, '0')}:${(seconds % 60).toFixed(1).padStart(4, '0')}  ${sentence}\n`);
    },
    async picture(page, name) {
      pictures += 1;
      await page.screenshot({ path: path.join(folder, `${pictures}-${name}.png`) });
    },
    write: (name, text) => writeFile(path.join(folder, name), text),
  };
}

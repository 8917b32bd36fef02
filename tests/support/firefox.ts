import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { startSimulator } from '../simulator/server.ts';
import type { LaunchOptions, Simulator } from './browser.ts';
import { filesUnder, type SavedFile } from './files.ts';
import { findFirefox } from './find-browser.mjs';
import { until } from './until.ts';

/** A real Firefox with the extension in it, driven through its pages and the files on disk: its extension pages are out of reach. */
export interface FirefoxKeeper {
  readonly page: Page;
  readonly simulator: Simulator;
  readonly downloadsDir: string;
  savedFiles(): Promise<SavedFile[]>;
  /** Waits until at least `count` files are finished, and returns all of them. */
  waitForFiles(count: number, timeout?: number): Promise<SavedFile[]>;
  close(): Promise<void>;
}

/** Whether there is a Firefox to test with. */
export function hasFirefox(): boolean {
  return findFirefox() !== null;
}

/** Every host name leads to the simulator, nothing else is asked, and downloads go where they can be looked at. */
function preferences(port: number, downloads: string): Record<string, unknown> {
  return {
    'network.dns.forceResolve': '127.0.0.1',
    'network.socket.forcePort': `443=${port}`,
    'network.trr.mode': 5,
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'browser.download.useDownloadDir': true,
    'browser.download.alwaysOpenPanel': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.getAddons.cache.enabled': false,
  };
}

/** Starts a simulator and a headless Firefox with the extension. Call `close` in the end, whatever happened. */
export async function launchFirefox({ scenario = 'everyday', extensionDir = '.output/firefox-mv3' }: LaunchOptions = {}): Promise<FirefoxKeeper> {
  const executablePath = findFirefox();
  if (executablePath === null) throw new Error('No Firefox. Install firefox-esr, or name one in PIKA_KEEPER_FIREFOX.');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pika-keeper-firefox-'));
  const downloadsDir = path.join(folder, 'downloads');
  await mkdir(downloadsDir);
  const simulator = await startSimulator({ scenario });
  const clear = async (): Promise<void> => {
    await simulator.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const extraPrefsFirefox = preferences(simulator.port, downloadsDir);
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, acceptInsecureCerts: true, extraPrefsFirefox });
    await browser.installExtension(path.resolve(extensionDir));
    const savedFiles = (): Promise<SavedFile[]> => filesUnder(downloadsDir);
    return {
      page: await browser.newPage(),
      simulator,
      downloadsDir,
      savedFiles,
      async waitForFiles(count, timeout = 60_000) {
        let files: SavedFile[] = [];
        const whole = async (): Promise<boolean> => {
          files = await savedFiles();
          return files.length >= count && files.every(({ size }) => size > 0);
        };
        await until(whole, { timeout, what: () => `${count} files; there are ${files.length}` });
        return files;
      },
      async close() {
        await browser.close();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

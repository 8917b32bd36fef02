import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSimulator } from '../simulator/server.ts';
import { type Bidi, connectBidi, evaluateIn } from './bidi.ts';
import type { LaunchOptions, Simulator } from './browser.ts';
import { readRows } from './extension-page.ts';
import { filesUnder, type SavedFile } from './files.ts';
import { findFirefox } from './find-browser.mjs';
import { EXTENSION_ORIGIN, type Firefox, type Preferences, startFirefox } from './firefox-process.ts';
import { until } from './until.ts';
import type { Context } from './worker.ts';

/** One tab. `evaluate` runs in the page's own world. */
export interface FirefoxTab extends Context {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Clicks in the middle of the first element that fits, as a person does: only such a click may ask for permissions. */
  click(selector: string): Promise<void>;
}

/** A real Firefox with the extension in it, on a network that is the simulator and nothing else. */
export interface FirefoxKeeper {
  readonly page: FirefoxTab;
  readonly simulator: Simulator;
  readonly downloadsDir: string;
  /** A tab of the extension's origin that does nothing of its own: for `browser.*` and the store. */
  readonly extension: Context;
  /** Opens the popup in a tab. */
  popup(): Promise<FirefoxTab>;
  /** Opens the dashboard in a tab. */
  dashboard(): Promise<FirefoxTab>;
  savedFiles(): Promise<SavedFile[]>;
  /** Every row of one object store. */
  readStore<Row = unknown>(name: string): Promise<Row[]>;
  /** Quits the browser as a user does and starts it again on the same profile. This handle is dead then. */
  restartBrowser(): Promise<FirefoxKeeper>;
  close(): Promise<void>;
}

/** Whether there is a Firefox to test with. */
export function hasFirefox(): boolean {
  return findFirefox() !== null;
}

/** What outlives a restart. */
interface Home {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly preferences: Preferences;
  running: Running | null;
}

/** Firefox's own, beside those that every test browser has. */
export interface FirefoxLaunchOptions extends Pick<LaunchOptions, 'scenario' | 'extensionDir'> {
  readonly preferences?: Preferences;
}

interface Running {
  readonly process: Firefox;
  readonly bidi: Bidi;
}

/** Starts a simulator and a headless Firefox with the extension. Call `close` in the end, whatever happened. */
export async function launchFirefox(options: FirefoxLaunchOptions = {}): Promise<FirefoxKeeper> {
  const { scenario = 'everyday', extensionDir = process.env['PIKA_KEEPER_FIREFOX_BUILD'] ?? '.output/firefox-mv3', preferences = {} } = options;
  const build = path.resolve(extensionDir);
  if (!existsSync(path.join(build, 'manifest.json'))) throw new Error(`No extension in ${build}. Build it first: npm run build:firefox`);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pika-keeper-firefox-'));
  const home: Home = { simulator: await startSimulator({ scenario }), folder, preferences, running: null };
  try {
    await mkdir(path.join(folder, 'downloads'));
    // The browser runs a copy: it stays whole when the next build replaces the original.
    await cp(build, path.join(folder, 'extension'), { recursive: true });
    return await open(home);
  } catch (error) {
    await end(home);
    throw error;
  }
}

async function open(home: Home): Promise<FirefoxKeeper> {
  const downloadsDir = path.join(home.folder, 'downloads');
  const { folder, preferences, simulator } = home;
  const process = await startFirefox({ profile: path.join(folder, 'profile'), downloads: downloadsDir, port: simulator.port, preferences });
  const bidi = await connectBidi(process.endpoint);
  const running = (home.running = { process, bidi });
  await bidi.send('webExtension.install', { extensionData: { type: 'path', path: path.join(home.folder, 'extension') } });
  const extension = await newTab(bidi);
  await openOwn(bidi, extension, '/content-scripts/observer.js');
  const page = await newTab(bidi);
  return {
    page: tabOf(bidi, page),
    simulator: home.simulator,
    downloadsDir,
    extension: tabOf(bidi, extension),
    popup: () => ownTab(bidi, '/popup.html'),
    dashboard: () => ownTab(bidi, '/dashboard.html'),
    savedFiles: () => filesUnder(downloadsDir),
    readStore: <Row>(name: string) => evaluateIn(bidi, extension, readRows, name) as Promise<Row[]>, // the caller names the rows of that store
    async restartBrowser() {
      await quit(running);
      return open(home);
    },
    close: () => end(home),
  };
}

async function newTab(bidi: Bidi): Promise<string> {
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' });
  return context;
}

async function ownTab(bidi: Bidi, file: string): Promise<FirefoxTab> {
  const tab = await newTab(bidi);
  await openOwn(bidi, tab, file);
  return tabOf(bidi, tab);
}

function tabOf(bidi: Bidi, tab: string): FirefoxTab {
  return {
    goto: async (url) => void (await bidi.send('browsingContext.navigate', { context: tab, url, wait: 'complete' })),
    reload: async () => void (await bidi.send('browsingContext.reload', { context: tab, wait: 'complete' })),
    click: (selector) => click(bidi, tab, selector),
    evaluate: <Value, Arg>(run: (arg: Arg) => Value | Promise<Value>, arg?: Arg) => evaluateIn(bidi, tab, run, arg as Arg), // absent only when `run` takes none
  };
}

async function click(bidi: Bidi, tab: string, selector: string): Promise<void> {
  const middle = (wanted: string): { x: number; y: number } | null => {
    const element = document.querySelector(wanted);
    element?.scrollIntoView({ block: 'center' });
    const box = element?.getBoundingClientRect();
    return box ? { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) } : null;
  };
  let before = '';
  // What still comes in above moves it: it is clicked where two looks after each other find it.
  const atRest = async (): Promise<{ x: number; y: number } | null> => {
    const spot = await evaluateIn(bidi, tab, middle, selector);
    const last = before;
    before = JSON.stringify(spot);
    return before === last ? spot : null;
  };
  const at = await until(atRest, { what: selector });
  const steps = [{ type: 'pointerMove', ...at }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
  await bidi.send('browsingContext.activate', { context: tab });
  await bidi.send('input.performActions', { context: tab, actions: [{ type: 'pointer', id: 'mouse', actions: steps }] });
}

/** Opens a page of the extension. It lives in another process than the tab's first page, so the browser cannot say when it is loaded. */
async function openOwn(bidi: Bidi, tab: string, file: string): Promise<void> {
  await bidi.send('browsingContext.navigate', { context: tab, url: EXTENSION_ORIGIN + file, wait: 'none' });
  const ready = (origin: string): boolean => location.href.startsWith(origin) && document.readyState === 'complete';
  const isThere = (): Promise<boolean> => evaluateIn(bidi, tab, ready, EXTENSION_ORIGIN).catch(() => false); // between two processes
  await until(isThere, { timeout: 60_000, what: `the extension's ${file}` });
}

/** Quits as a user does, so that the browser writes down what it knows; a browser that does not go is killed. */
async function quit({ bidi, process }: Running): Promise<void> {
  bidi.send('browser.close').catch(() => {}); // it may be gone before it answers
  const gone = await Promise.race([process.exited.then(() => true), pause(15_000, false, { ref: false })]);
  if (!gone) await process.kill();
  bidi.close();
}

async function end(home: Home): Promise<void> {
  if (home.running) await quit(home.running);
  // Its children may outlive it for a moment, and write to the folder that is to go.
  await home.running?.process.kill();
  await home.simulator.stop();
  await rm(home.folder, { recursive: true, force: true, maxRetries: 5 });
}

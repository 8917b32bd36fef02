import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { startSimulator } from '../simulator/server.ts';
import { attach, type Found } from './attach.ts';
import { type Cdp, connectCdp, evaluate } from './cdp.ts';
import { type Chromium, type ChromiumOptions, startChromium } from './chromium.ts';
import { type Badge, filesInProgress, hearTick, readBadge, readRows, restartTick, ringTick } from './extension-page.ts';
import { filesUnder, type SavedFile } from './files.ts';
import { until } from './until.ts';
import { type Clock, type Context, shiftClock, type WorkerHandle, watchWorker } from './worker.ts';

export type Simulator = Awaited<ReturnType<typeof startSimulator>>;
type SimulatorOptions = NonNullable<Parameters<typeof startSimulator>[0]>;

/** What a browser is launched with; everything has a default. */
export interface LaunchOptions {
  /** Scenario of the simulator that is started for this browser and stopped with it. */
  readonly scenario?: SimulatorOptions['scenario'];
  /** A simulator that the caller started, and stops; only its port is used. */
  readonly simulator?: Simulator;
  /** A profile to keep; without it one is made, and removed at `close`. */
  readonly userDataDir?: string;
  readonly downloadsDir?: string;
  readonly headless?: boolean;
  /** Folder of the unpacked extension; the production build unless told here or by `PIKA_KEEPER_BUILD`. */
  readonly extensionDir?: string;
  /** Folders of other unpacked extensions; their workers have other names than ours. */
  readonly otherExtensions?: readonly string[];
  /** The browser's own setting "ask where to save each file". */
  readonly askWhereToSave?: boolean;
  /** More of the browser's own switches. */
  readonly flags?: readonly string[];
  /** A BCP 47 tag, `en-US` unless told. */
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
}

/** A real Chromium with the extension in it, on a network that is the simulator and nothing else. */
export interface Keeper {
  readonly context: BrowserContext;
  /** The first tab. */
  readonly page: Page;
  readonly simulator: Simulator;
  readonly extensionId: string;
  readonly userDataDir: string;
  readonly downloadsDir: string;
  /** The service worker; `evaluate` starts it when it sleeps. */
  readonly worker: WorkerHandle;
  /** A hidden page of the extension, for `chrome.*` and the store without waking the worker. */
  readonly extension: Context;
  newPage(): Promise<Page>;
  /** Opens the popup in a tab of a popup's size. Its clock is the worker's at this moment. */
  popup(): Promise<Page>;
  /** Finished files under the download folder, by name. */
  savedFiles(): Promise<SavedFile[]>;
  /** Waits until at least `count` files are finished, and returns all of them. */
  waitForFiles(count: number, timeout?: number): Promise<SavedFile[]>;
  killWorker(): Promise<void>;
  /** Moves the worker's clock by this many ms from the real one; it stays so through kills and restarts of the browser. */
  setClock(offsetMs: number): Promise<void>;
  /** Lets the `tick` alarm ring now, and returns when it has rung; it rings again in its usual rhythm. */
  fireTick(): Promise<void>;
  /** The same for tests in which hours pass: a worker that sleeps is woken by the alarm; one that runs hears it at once. */
  hearTick(): Promise<void>;
  badge(): Promise<Badge>;
  /** Every row of one object store. */
  readStore<Row = unknown>(name: string): Promise<Row[]>;
  /** Quits the browser as a user does and starts it again on the same profile. This handle is dead then. */
  restartBrowser(): Promise<Keeper>;
  /** Kills the browser's processes as a power cut does and starts it again on the same profile. This handle is dead then. */
  crashBrowser(): Promise<Keeper>;
  /** Ends the browser, the simulator and folders that belong to it. */
  close(): Promise<void>;
}

/** What outlives a restart. */
interface Home {
  readonly options: LaunchOptions;
  readonly simulator: Simulator;
  readonly folder: string;
  readonly userDataDir: string;
  readonly downloadsDir: string;
  readonly clock: Clock;
  running: Running | null;
}

interface Running {
  readonly process: Chromium;
  readonly cdp: Cdp;
}

/** Starts a simulator, unless given one, and a Chromium with the extension. Call `close` in the end, whatever happened. */
export async function launchKeeper(options: LaunchOptions = {}): Promise<Keeper> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pika-keeper-'));
  const { userDataDir = path.join(folder, 'profile'), downloadsDir = path.join(folder, 'downloads') } = options;
  await mkdir(downloadsDir, { recursive: true });
  const start: SimulatorOptions = options.scenario === undefined ? {} : { scenario: options.scenario };
  const simulator = options.simulator ?? (await startSimulator(start));
  const home: Home = { options, simulator, folder, userDataDir, downloadsDir, clock: { offset: 0, moves: [] }, running: null };
  try {
    await copyExtension(home);
    return await open(home);
  } catch (error) {
    await end(home);
    throw error;
  }
}

/** Browsers run a copy of the build: it stays whole, and its id the same, when the next build replaces the original. */
async function copyExtension(home: Home): Promise<void> {
  const from = path.resolve(home.options.extensionDir ?? process.env['PIKA_KEEPER_BUILD'] ?? '.output/chrome-mv3');
  if (!existsSync(path.join(from, 'manifest.json'))) throw new Error(`No extension in ${from}. Build it first: npm run build`);
  await rm(copyOf(home), { recursive: true, force: true });
  await cp(from, copyOf(home), { recursive: true });
}

function copyOf({ userDataDir }: Home): string {
  return path.join(userDataDir, 'Keeper');
}

async function open(home: Home): Promise<Keeper> {
  const { askWhereToSave = false, flags = [], headless = true, locale = 'en-US', otherExtensions = [] } = home.options;
  const running = await start(home, { extension: [copyOf(home), ...otherExtensions].join(','), askWhereToSave, flags, headless, locale });
  const { cdp } = running;
  const found = await attach(cdp, home.clock);
  const worker = await watchWorker(cdp, found, home.clock);
  // `noDefaults` keeps real file names: otherwise Playwright names each download by a GUID of its own.
  const browser = await chromium.connectOverCDP(running.process.endpoint, { noDefaults: true });
  const context = browser.contexts()[0];
  const page = context?.pages()[0];
  if (!context || !page) throw new Error('the browser has no first tab');
  const prepare = preparePages(context, home.options.colorScheme ?? 'light');
  await prepare(page);
  const restart = async (stop: () => Promise<void>): Promise<Keeper> => {
    await stop();
    cdp.close();
    return open(home);
  };
  return {
    simulator: home.simulator,
    userDataDir: home.userDataDir,
    downloadsDir: home.downloadsDir,
    ...actions(home, worker, { context, prepare, cdp, ...found }),
    context,
    page,
    worker,
    extensionId: found.extensionId,
    restartBrowser: () => restart(() => quit(running)),
    crashBrowser: () => restart(() => running.process.kill()),
    close: () => end(home),
  };
}

async function start(home: Home, options: Omit<ChromiumOptions, 'profile' | 'downloads' | 'port' | 'url'>): Promise<Running> {
  const { downloadsDir: downloads, simulator, userDataDir: profile } = home;
  const process = await startChromium({ profile, downloads, port: simulator.port, ...options });
  const running = { process, cdp: await connectCdp(process.endpoint) };
  home.running = running;
  return running;
}

/** Every tab believes that it is in front, as in a user's separate windows, and has the colour scheme. */
function preparePages(context: BrowserContext, colorScheme: 'light' | 'dark'): (page: Page) => Promise<void> {
  const prepare = async (page: Page): Promise<void> => {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await page.emulateMedia({ colorScheme });
  };
  context.on('page', (page) => {
    prepare(page).catch(() => {}); // the tab was closed at once
  });
  return prepare;
}

type Tools = Found & { readonly cdp: Cdp; readonly context: BrowserContext; readonly prepare: (page: Page) => Promise<void> };
type Actions = Omit<Keeper, 'simulator' | 'userDataDir' | 'downloadsDir' | 'context' | 'page' | 'worker' | 'extensionId' | 'restartBrowser' | 'crashBrowser' | 'close'>;

function actions({ clock, downloadsDir }: Home, worker: WorkerHandle, { cdp, context, extensionId, page, prepare }: Tools): Actions {
  const extension: Context = {
    evaluate: <Value, Arg>(run: (arg: Arg) => Value | Promise<Value>, arg?: Arg) => evaluate(cdp, page, run, arg as Arg), // absent only when `run` takes none
  };
  const newPage = async (): Promise<Page> => {
    const tab = await context.newPage();
    await prepare(tab);
    return tab;
  };
  // For a moment there is an empty file under the final name: it counts only if the browser is done with it, and says so. An update of the
  // extension takes away the page that asks.
  const savedFiles = async (): Promise<SavedFile[]> => {
    const files = await filesUnder(downloadsDir);
    if (files.every(({ size }) => size > 0)) return files;
    const busy = await extension.evaluate(filesInProgress).catch(() => null);
    return (await filesUnder(downloadsDir)).filter((file) => file.size > 0 || busy?.includes(file.path) === false);
  };
  return {
    extension,
    newPage,
    async popup() {
      const tab = await newPage();
      await tab.setViewportSize({ width: 380, height: 600 });
      if (clock.moves.length > 0) await tab.addInitScript(shiftClock, clock);
      await tab.goto(`chrome-extension://${extensionId}/popup.html`);
      return tab;
    },
    savedFiles,
    async waitForFiles(count, timeout = 60_000) {
      let files: SavedFile[] = [];
      const what = (): string => `${count} files; there are ${files.length}: ${files.map(({ name }) => name).join(', ')}`;
      await until(async () => (files = await savedFiles()).length >= count, { timeout, what });
      return files;
    },
    killWorker: () => worker.kill(),
    setClock: (offsetMs) => worker.setClock(offsetMs),
    fireTick: () => extension.evaluate(ringTick),
    hearTick: () => letHear(extension, worker),
    badge: () => extension.evaluate(readBadge),
    readStore: <Row>(name: string) => extension.evaluate(readRows, name) as Promise<Row[]>, // the caller names the rows of that store
  };
}

async function letHear(extension: Context, worker: WorkerHandle): Promise<void> {
  // A worker that dies before it answers is woken like one that slept.
  const heard = worker.running() && (await worker.evaluate(hearTick).catch(() => false));
  await extension.evaluate(heard ? restartTick : ringTick);
}

/** Quits as a user does, so that the browser writes down what it knows; a browser that does not go is killed. */
async function quit({ cdp, process }: Running): Promise<void> {
  cdp.send('Browser.close').catch(() => {}); // it may be gone before it answers
  const gone = await Promise.race([process.exited.then(() => true), pause(30_000, false, { ref: false })]);
  if (!gone) await process.kill();
}

async function end(home: Home): Promise<void> {
  if (home.running) await quit(home.running);
  // Its children may outlive it for a moment, and write to the folder that is to go.
  await home.running?.process.kill();
  home.running?.cdp.close();
  if (!home.options.simulator) await home.simulator.stop();
  await rm(home.folder, { recursive: true, force: true, maxRetries: 10 });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findChromium } from './find-browser.mjs';

/** What a Chromium process is started with. */
export interface ChromiumOptions {
  readonly profile: string;
  readonly downloads: string;
  readonly extension: string;
  /** Every host name but `localhost` leads to this port on loopback. */
  readonly port: number;
  readonly headless: boolean;
  readonly askWhereToSave: boolean;
  readonly locale: string;
  /** More switches. */
  readonly flags?: readonly string[];
  /** Address of the first tab; an empty page unless told. */
  readonly url?: string;
}

/** A running Chromium, in a process group of its own. */
export interface Chromium {
  /** Address of its DevTools endpoint. */
  readonly endpoint: string;
  readonly exited: Promise<void>;
  /** Kills this browser and its children at once, and nothing else. */
  kill(): Promise<void>;
}

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-sandbox', // containers have no user namespaces; only our own pages are opened
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--hide-crash-restore-bubble',
  // After a few answers 500 or 503, Chromium refuses an extension's requests to that address for a while: by real time, of
  // which a simulated hour has a few seconds.
  '--disable-extensions-http-throttling',
  '--password-store=basic',
  '--use-mock-keychain',
  '--mute-audio',
  '--window-size=1280,900',
];

/**
 * Starts Chromium on a profile with the extension in it. Every host name is mapped to one port on loopback, so pages, content scripts,
 * the worker's fetches and downloads all meet the simulator under their real names and the product needs no test hook.
 */
export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  const executable = await findChromium();
  if (!executable) throw new Error('No Chromium that takes extensions. Install chromium, or name one in PIKA_KEEPER_CHROMIUM.');
  await writePreferences(options);
  const child = spawn(executable, flags(options), {
    detached: true, // its own process group, so that a crash test reaches all of it and nothing else
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LANGUAGE: options.locale },
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async (): Promise<void> => {
    killGroup(child);
    await exited;
  };
  const onExit = (): void => killGroup(child);
  process.once('exit', onExit);
  void exited.then(() => process.off('exit', onExit));
  return { endpoint: await endpointOf(child), exited, kill };
}

function flags({ extension, flags: more = [], headless, locale, port, profile, url = 'about:blank' }: ChromiumOptions): string[] {
  return [
    ...QUIET,
    ...more,
    ...(headless ? ['--headless'] : []),
    `--lang=${locale}`,
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    `--host-resolver-rules=MAP * 127.0.0.1:${port}, EXCLUDE localhost`,
    '--ignore-certificate-errors',
    url,
  ];
}

/** A profile's first preferences; a profile that was used before keeps its own. */
async function writePreferences({ askWhereToSave, downloads, locale, profile }: ChromiumOptions): Promise<void> {
  const file = path.join(profile, 'Default', 'Preferences');
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  const download = { default_directory: downloads, prompt_for_download: askWhereToSave, directory_upgrade: true };
  // Without it, Chromium blocks an unpacked extension that reloads itself, as it does at each change under `npm run dev`.
  const extensions = { ui: { developer_mode: true } };
  await writeFile(file, JSON.stringify({ download, extensions, intl: { accept_languages: locale, selected_languages: locale } }));
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL'); // it has no process groups
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/** Reads the DevTools address from what the browser prints at its start. */
function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code} at its start:\n${printed.slice(-2000)}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      if (printed.length < 100_000) printed += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      if (address) resolve(address);
    });
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFirefox } from './find-browser.mjs';

/** `gecko.id` of the manifest, and the address of the extension's pages in the tests' profiles. */
export const GECKO_ID = 'pika-keeper@pika-keeper.app';
export const EXTENSION_ORIGIN = 'moz-extension://3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f';

/** What `about:config` shows. */
export type Preferences = Readonly<Record<string, string | number | boolean>>;

/** What a Firefox process is started with. */
export interface FirefoxOptions {
  readonly profile: string;
  readonly downloads: string;
  /** Every host name leads to this port on loopback. */
  readonly port: number;
  /** Beside those that every test browser has. */
  readonly preferences: Preferences;
}

/** A running Firefox, in a process group of its own. */
export interface Firefox {
  /** Address of its BiDi endpoint. */
  readonly endpoint: string;
  readonly exited: Promise<void>;
  /** Kills this browser and its children at once, and nothing else. */
  kill(): Promise<void>;
}

/** Every host name leads to the simulator, nothing else is asked, and downloads go where they can be looked at. */
function allPreferences({ downloads, port, preferences }: FirefoxOptions): Preferences {
  return {
    'network.dns.forceResolve': '127.0.0.1',
    'network.socket.forcePort': `443=${port}`,
    'network.trr.mode': 5,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'browser.download.useDownloadDir': true,
    'browser.download.alwaysOpenPanel': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'browser.aboutwelcome.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'app.update.disabledForTesting': true,
    'extensions.getAddons.cache.enabled': false,
    'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: new URL(EXTENSION_ORIGIN).host }),
    // An unsigned extension is taken for one session and goes at its end; these let it find its store again.
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    'remote.active-protocols': 1,
    ...preferences,
  };
}

/** Starts a headless Firefox on a profile, which it may have used before. */
export async function startFirefox(options: FirefoxOptions): Promise<Firefox> {
  const executable = findFirefox();
  if (executable === null) throw new Error('No Firefox. Install firefox-esr, or name one in PIKA_KEEPER_FIREFOX.');
  await mkdir(options.profile, { recursive: true });
  const lines = Object.entries(allPreferences(options)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(path.join(options.profile, 'user.js'), lines.join('\n'));
  // Since 153 only `--remote-allow-system-access` lets a test open the extension's own pages.
  const flags = ['--headless', '--no-remote', '--profile', options.profile, '--remote-debugging-port=0', '--remote-allow-system-access'];
  const child = spawn(executable, flags, { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: options.profile } });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const onExit = (): void => killGroup(child);
  process.once('exit', onExit);
  void exited.then(() => process.off('exit', onExit));
  return {
    endpoint: await endpointOf(child),
    exited,
    async kill() {
      killGroup(child);
      await exited;
    },
  };
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

/** Reads the address from what the browser prints at its start. */
function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Firefox ended with ${code} at its start:\n${printed.slice(-2000)}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      if (printed.length < 100_000) printed += chunk.toString();
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(printed)?.[1];
      if (address) resolve(address);
    });
  });
}

/**
 * Finds browsers that are already on this machine. Plain JavaScript with built-ins only: it also runs before
 * `npm ci`, on Node 20.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** @param {string} name @returns {string | null} the first executable of that name on PATH */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return null;
}

/**
 * Whether an executable is a Chromium that takes `--load-extension`: Google's own Chrome builds refuse it since 137, and a
 * snap is confined away from the temporary folders where tests keep their profiles.
 * @param {string} file
 */
function takesExtensions(file) {
  if (realpathSync(file).includes('snap')) return false;
  const { stdout, status } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 && /Chromium|for Testing/.test(stdout);
}

/** Where Playwright keeps the Chromium that it downloaded, if it has. @returns {Promise<string | null>} */
async function playwrightsChromium() {
  try {
    const { chromium } = await import('playwright-core');
    const file = chromium.executablePath();
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/**
 * The Chromium to use: the one that `PIKA_KEEPER_CHROMIUM` names, one on PATH, or Playwright's own.
 * @returns {Promise<string | null>}
 */
export async function findChromium() {
  const named = process.env.PIKA_KEEPER_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  for (const name of ['chromium', 'chromium-browser']) {
    const file = onPath(name);
    if (file && takesExtensions(file)) return file;
  }
  return playwrightsChromium();
}

/** The Firefox to use: the one that `PIKA_KEEPER_FIREFOX` names, or one on PATH. @returns {string | null} */
export function findFirefox() {
  const named = process.env.PIKA_KEEPER_FIREFOX;
  if (named) return existsSync(named) ? named : null;
  for (const name of ['firefox-esr', 'firefox']) {
    const file = onPath(name);
    if (file && !realpathSync(file).includes('snap')) return file;
  }
  return null;
}

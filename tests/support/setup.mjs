/**
 * Gets a machine with nothing but Node 20 and npm ready: the packages, the exact Node that the tools need, and browsers.
 * Built-ins only. Run twice, it finds everything in place and takes no time.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium, findFirefox, onPath } from './find-browser.mjs';
import { giveUp, NODE, ROOT, run, runTool, say, seconds } from './steps.mjs';

const STAMP = path.join(ROOT, 'node_modules', '.installed-lock');
const OLDEST_NODE = 20;
const WANTED_NODE = 24;

/**
 * Does all of it, or ends with one sentence that says what is missing.
 * @param {{ firefox?: boolean }} [wants] whether Firefox is looked for too
 * @returns {Promise<void>} Then `PIKA_KEEPER_CHROMIUM` and, where there is one, `PIKA_KEEPER_FIREFOX` are set.
 */
export async function setup({ firefox = false } = {}) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) giveUp(`Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}. See https://nodejs.org`);
  await installPackages();
  await ensureNode();
  process.env.PIKA_KEEPER_CHROMIUM = await ensureChromium();
  if (!firefox) return;
  const found = await ensureFirefox();
  if (found) process.env.PIKA_KEEPER_FIREFOX = found;
  else say('Firefox is not here and could not be installed: its tests are skipped, and counted as skipped.');
}

/** Installs the packages of the lock file, unless exactly these are installed. */
async function installPackages() {
  const wanted = createHash('sha256').update(readFileSync(path.join(ROOT, 'package-lock.json'))).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const start = performance.now();
  const { ok, log } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'packages');
  if (!ok) giveUp(`The packages could not be installed. What npm said is in ${log}.`);
  writeFileSync(STAMP, wanted);
  say(`Packages installed (${seconds(start)}).`);
}

/** @param {string[]} args @param {string} log */
function npm(args, log) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? run(process.execPath, [script, ...args], { log }) : run('npm', args, { log });
}

/** The tools want a newer Node than many machines have, so it comes as a package whose install script fetches the right one. */
async function ensureNode() {
  if (nodeIsRight()) return;
  // npm 11 may hold back install scripts; this is the one script that matters.
  const script = path.join(ROOT, 'node_modules', 'node', 'installArchSpecificPackage.js');
  if (existsSync(script)) await run(process.execPath, [script], { log: 'node' });
  if (!nodeIsRight()) {
    giveUp(`Node ${WANTED_NODE} did not come with the packages. Install it from https://nodejs.org, run "npm rebuild node", and try again.`);
  }
}

function nodeIsRight() {
  const { stdout } = spawnSync(NODE, ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith(`v${WANTED_NODE}.`) ?? false;
}

/** @returns {Promise<string>} */
async function ensureChromium() {
  const start = performance.now();
  const here = await findChromium();
  if (here) return here;
  if (process.env.PIKA_KEEPER_CHROMIUM) giveUp(`PIKA_KEEPER_CHROMIUM names ${process.env.PIKA_KEEPER_CHROMIUM}, which is not there.`);
  if (!isUbuntu()) await apt(['chromium', 'fonts-liberation']);
  const installed = (await findChromium()) ?? (await playwrightsOwn());
  if (!installed) giveUp('Chromium is needed and could not be installed. Install it, or name one in PIKA_KEEPER_CHROMIUM. Chrome itself refuses unpacked extensions.');
  say(`Chromium installed (${seconds(start)}).`);
  return installed;
}

async function playwrightsOwn() {
  const mayInstall = rights() !== null && onPath('apt-get') !== null;
  await runTool('playwright', ['install', ...(mayInstall ? ['--with-deps'] : []), 'chromium'], { log: 'chromium', append: true });
  return findChromium();
}

/** @returns {Promise<string | null>} */
async function ensureFirefox() {
  const start = performance.now();
  const here = findFirefox();
  if (here) return here;
  if (isUbuntu() || !(await apt(['firefox-esr']))) return null;
  say(`Firefox installed (${seconds(start)}).`);
  return findFirefox();
}

/** Ubuntu's packages of browsers are stubs for snaps, which cannot reach the tests' folders. */
function isUbuntu() {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*ubuntu/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** How to run a program as root without asking anyone: directly, through sudo, or not at all. @returns {string[] | null} */
function rights() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-nE'] : null;
}

/** @param {string[]} packages @returns {Promise<boolean>} */
async function apt(packages) {
  const as = rights();
  if (!as || !onPath('apt-get')) return false;
  const aptGet = (/** @type {string[]} */ ...args) =>
    run('env', ['DEBIAN_FRONTEND=noninteractive', ...as, 'apt-get', '-q', ...args], { log: 'apt', append: true });
  await aptGet('update');
  const { ok } = await aptGet('install', '-y', '--no-install-recommends', ...packages);
  return ok;
}

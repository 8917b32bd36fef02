/** Runs the steps of a command: one calm line each, everything they print in a file. Node 20 with built-ins only. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the steps' full output goes, relative to the project. */
export const LOGS = path.join('.cache', 'logs');

/** The Node that the tools run on: an exact version, installed as a dependency. */
export const NODE = path.join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The tools' launchers look for `node` on PATH and must find that one. */
const PATH = [path.join(ROOT, 'node_modules', '.bin'), process.env.PATH ?? ''].join(path.delimiter);

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Prints one sentence that says what to do, and ends. @param {string} sentence @returns {never} */
export function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * Runs a program to its end; what it prints goes to `log`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ log: string, env?: Record<string, string>, append?: boolean }} options
 * @returns {Promise<{ ok: boolean, log: string }>} whether it ended with 0, and where its output is
 */
export function run(command, args, { log, env = {}, append = false }) {
  mkdirSync(path.join(ROOT, LOGS), { recursive: true });
  const file = path.join(LOGS, `${log}.log`);
  const out = openSync(path.join(ROOT, file), append ? 'a' : 'w');
  const shell = process.platform === 'win32' && !path.isAbsolute(command);
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, PATH, NO_COLOR: '1', ...env }, stdio: ['ignore', out, out], shell });
  return new Promise((resolve) => {
    /** @param {boolean} ok */
    const end = (ok) => {
      closeSync(out);
      resolve({ ok, log: file });
    };
    child.once('error', () => end(false));
    child.once('close', (code) => end(code === 0));
  });
}

/** Runs a package's program with the project's own Node. @type {(name: string, args: readonly string[], options: Parameters<typeof run>[2]) => ReturnType<typeof run>} */
export function runTool(name, args, options) {
  return run(NODE, [toolPath(name), ...args], options);
}

/**
 * Runs a TypeScript file of the project in this terminal, with this command's arguments.
 * @param {string} file
 * @returns {Promise<number>} its exit code
 */
export function runScript(file) {
  const args = ['--disable-warning=ExperimentalWarning', file, ...process.argv.slice(2)];
  const child = spawn(NODE, args, { cwd: ROOT, env: { ...process.env, PATH }, stdio: 'inherit' });
  // Ctrl+C reaches the child too; it ends in its own way, and this waits for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill());
  return new Promise((resolve) => {
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** The script behind a package's command. @param {string} name @returns {string} */
function toolPath(name) {
  const [folder, command = folder] = name.split('#');
  const at = path.join(ROOT, 'node_modules', folder ?? name);
  const { bin } = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8'));
  return path.join(at, typeof bin === 'string' ? bin : bin[command]);
}

/** The last lines of a log, for the case that a step failed. @param {string} log @param {number} count @returns {string} */
export function tail(log, count) {
  return readFileSync(path.join(ROOT, log), 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/** Seconds since a moment of `performance.now()`, for people. @param {number} start */
export function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(0)} s`;
}

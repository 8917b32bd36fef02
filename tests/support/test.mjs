/** `npm test`: everything that says whether this is good. The last line is "N passed, N failed", with skipped ones if there are any. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setup } from './setup.mjs';
import { LOGS, ROOT, runTool, say, seconds, tail } from './steps.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const PASS = { passed: 1, failed: 0, skipped: 0 };
const FAIL = { passed: 0, failed: 1, skipped: 0 };

/** @param {boolean} ok @returns {Count} */
const one = (ok) => (ok ? PASS : FAIL);

/** A report that a test runner wrote, or null when it died before. @param {string} name */
function report(name) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, LOGS, name), 'utf8'));
  } catch {
    return null;
  }
}

/** A runner that found no test, or ended badly without a failed test, is a failure of its own. @param {boolean} ok @param {Count | null} count @returns {Count} */
function judge(ok, count) {
  if (!count || count.passed + count.failed === 0) return FAIL;
  return ok || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** @param {boolean} ok */
function countVitest(ok) {
  const told = report('vitest.json');
  if (!told) return FAIL;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: todo } = told;
  return judge(ok, { passed, failed, skipped: pending + todo });
}

/** @param {boolean} ok */
function countPlaywright(ok) {
  const stats = report('playwright.json')?.stats;
  if (!stats) return FAIL;
  return judge(ok, { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped });
}

/** Rules that need types run wherever their native part is served for this machine; on CI always. */
const TYPED = existsSync(path.join(ROOT, 'node_modules', '@oxlint-tsgolint', `${process.platform}-${process.arch}`));
const LINT = ['--deny-warnings', '--format=unix', ...(TYPED ? ['--type-aware'] : [])];
const VITEST = ['run', '-c', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${path.join(LOGS, 'vitest.json')}`];
const PLAYWRIGHT = ['test', '-c', 'tests/playwright.config.ts', '--reporter=list,json'];
const PLAYWRIGHT_ENV = { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(ROOT, LOGS, 'playwright.json') };

/** @type {{ name: string, start: (log: string) => ReturnType<typeof runTool>, count: (ok: boolean) => Count }[]} */
const STEPS = [
  { name: 'prepare', start: (log) => runTool('wxt', ['prepare'], { log }), count: (ok) => (ok ? { ...PASS, passed: 0 } : FAIL) },
  { name: 'types', start: (log) => runTool('typescript#tsc', ['--noEmit'], { log }), count: one },
  { name: 'lint', start: (log) => runTool('oxlint', LINT, { log }), count: one },
  { name: 'build', start: (log) => runTool('wxt', ['build'], { log }), count: one },
  { name: 'build-firefox', start: (log) => runTool('wxt', ['build', '-b', 'firefox', '--mv3'], { log }), count: one },
  { name: 'linter-firefox', start: (log) => runTool('addons-linter', ['.output/firefox-mv3'], { log }), count: one },
  { name: 'vitest', start: (log) => runTool('vitest', VITEST, { log }), count: countVitest },
  { name: 'playwright', start: (log) => runTool('@playwright/test#playwright', PLAYWRIGHT, { log, env: PLAYWRIGHT_ENV }), count: countPlaywright },
];

/** @param {typeof STEPS[number]} step @returns {Promise<Count>} */
async function take({ name, start, count }) {
  const from = performance.now();
  const { ok, log } = await start(name);
  const counted = count(ok);
  const words = [counted.passed && `${counted.passed} passed`, counted.failed && `${counted.failed} failed`, counted.skipped && `${counted.skipped} skipped`];
  say(`${name.padEnd(15)} ${words.filter(Boolean).join(', ') || 'done'} (${seconds(from)})`);
  if (counted.failed > 0) say(`${tail(log, 60)}\nThe rest is in ${log}.\n`);
  return counted;
}

await setup({ firefox: true });
for (const name of ['vitest.json', 'playwright.json']) rmSync(path.join(ROOT, LOGS, name), { force: true });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const step of STEPS) {
  const { passed, failed, skipped } = await take(step);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
say(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);

/** `npm test`: everything that says whether this is good. The last line is "N passed, N failed", with skipped ones if there are any. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setup } from './setup.mjs';
import { LOGS, ROOT, runTool, say, seconds, tail } from './steps.mjs';
import { countPlaywright, countVitest, FAIL, PASS, playwrightFailures, vitestFailures } from './test-report.mjs';

/** @param {boolean} ok */
const one = (ok) => (ok ? PASS : FAIL);

/** Rules that need types run wherever their native part is served for this machine; on CI always. Asked late: a bare machine has no packages yet. */
function lintArgs() {
  const typed = existsSync(path.join(ROOT, 'node_modules', '@oxlint-tsgolint', `${process.platform}-${process.arch}`));
  return ['--deny-warnings', '--format=unix', ...(typed ? ['--type-aware'] : [])];
}

const VITEST = ['run', '-c', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${path.join(LOGS, 'vitest.json')}`];
const PLAYWRIGHT = ['test', '-c', 'tests/playwright.config.ts', '--reporter=list,json'];
const PLAYWRIGHT_ENV = { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(ROOT, LOGS, 'playwright.json') };

/** @typedef {import('./test-report.mjs').Count} Count */
/** @type {{ name: string, start: (log: string) => ReturnType<typeof runTool>, count: (ok: boolean) => Count, failures?: () => string[] }[]} */
const STEPS = [
  { name: 'prepare', start: (log) => runTool('wxt', ['prepare'], { log }), count: (ok) => (ok ? { ...PASS, passed: 0 } : FAIL) },
  { name: 'types', start: (log) => runTool('typescript#tsc', ['--noEmit'], { log }), count: one },
  { name: 'lint', start: (log) => runTool('oxlint', lintArgs(), { log }), count: one },
  { name: 'build', start: (log) => runTool('wxt', ['build'], { log }), count: one },
  { name: 'build-firefox', start: (log) => runTool('wxt', ['build', '-b', 'firefox', '--mv3'], { log }), count: one },
  { name: 'linter-firefox', start: (log) => runTool('addons-linter', ['.output/firefox-mv3'], { log }), count: one },
  { name: 'vitest', start: (log) => runTool('vitest', VITEST, { log }), count: countVitest, failures: vitestFailures },
  {
    name: 'playwright',
    start: (log) => runTool('@playwright/test#playwright', PLAYWRIGHT, { log, env: PLAYWRIGHT_ENV }),
    count: countPlaywright,
    failures: playwrightFailures,
  },
];

/** @param {typeof STEPS[number]} step @returns {Promise<Count>} */
async function take({ name, start, count, failures = () => [] }) {
  const from = performance.now();
  const { ok, log } = await start(name);
  const counted = count(ok);
  const words = [counted.passed && `${counted.passed} passed`, counted.failed && `${counted.failed} failed`, counted.skipped && `${counted.skipped} skipped`];
  say(`${name.padEnd(15)} ${words.filter(Boolean).join(', ') || 'done'} (${seconds(from)})`);
  if (counted.failed > 0) say([tail(log, 30), '', ...failures().map((failure) => `FAILED ${failure}`), `All of the output is in ${log}.\n`].join('\n'));
  return counted;
}

let ended = false;
process.once('exit', () => {
  // Also when nothing could be installed, the last line is the one that is read.
  if (!ended) say('0 passed, 1 failed');
});

await setup({ firefox: true });
for (const name of ['vitest.json', 'playwright.json']) rmSync(path.join(ROOT, LOGS, name), { force: true });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const step of STEPS) {
  const { passed, failed, skipped } = await take(step);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
ended = true;
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
say(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);

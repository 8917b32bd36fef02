/** Reads what the test runners report. Plain JavaScript with built-ins only. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LOGS, ROOT } from './steps.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @type {Count} */
export const PASS = { passed: 1, failed: 0, skipped: 0 };
/** @type {Count} */
export const FAIL = { passed: 0, failed: 1, skipped: 0 };

/** A report that a test runner wrote, or null when it died before. @param {string} name */
function report(name) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, LOGS, name), 'utf8'));
  } catch {
    return null;
  }
}

/** A runner that found no test, or ended badly without a failed test, is a failure of its own. @param {boolean} ok @param {Count} count @returns {Count} */
function judge(ok, count) {
  if (count.passed + count.failed === 0) return FAIL;
  return ok || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** @param {boolean} ok whether the runner ended with 0 @returns {Count} */
export function countVitest(ok) {
  const told = report('vitest.json');
  if (!told) return FAIL;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: todo } = told;
  return judge(ok, { passed, failed, skipped: pending + todo });
}

/** @param {boolean} ok whether the runner ended with 0 @returns {Count} */
export function countPlaywright(ok) {
  const stats = report('playwright.json')?.stats;
  if (!stats) return FAIL;
  return judge(ok, { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped });
}

/** @typedef {{ status: string, fullName: string }} VitestCase */
/** @typedef {{ name: string, status: string, message: string, assertionResults: VitestCase[] }} VitestFile */

/** Names of what failed, for the end of a step. @returns {string[]} */
export function vitestFailures() {
  /** @type {VitestFile[]} */
  const files = report('vitest.json')?.testResults ?? [];
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(ROOT, name);
    const failed = assertionResults.filter((one) => one.status === 'failed').map((one) => `${file}: ${one.fullName}`);
    return failed.length === 0 && status === 'failed' ? [`${file}: ${message}`] : failed;
  });
}

/** @typedef {{ title: string, file: string, ok: boolean }} Spec */
/** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */

/** Names of what failed, for the end of a step. @returns {string[]} */
export function playwrightFailures() {
  /** @param {Suite} suite @returns {string[]} */
  const failed = ({ specs = [], suites = [] }) => [
    ...specs.filter(({ ok }) => !ok).map(({ file, title }) => `tests/e2e/${file}: ${title}`),
    ...suites.flatMap(failed),
  ];
  return failed(report('playwright.json') ?? {});
}

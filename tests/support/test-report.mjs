/** Reads what the test runners report. Plain JavaScript with built-ins only. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
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

/** Lines of an error that are told: what was expected, and what was there instead. */
const LINES = 8;
/** Characters of each. */
const WIDTH = 160;

/**
 * A failure in a few lines, to be read where nothing but the end of the output is to be had: its name, and the beginning of its error
 * without the runner's call log and stack.
 * @param {string} name @param {string | undefined} message
 */
function told(name, message = '') {
  const said = stripVTControlCharacters(message).split(/\n\s+at |\nCall log:/u)[0] ?? '';
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return [name, ...lines.slice(0, LINES).map((line) => `    ${line.slice(0, WIDTH)}`)].join('\n');
}

/** @typedef {{ status: string, fullName: string, failureMessages?: string[] }} VitestCase */
/** @typedef {{ name: string, status: string, message: string, assertionResults: VitestCase[] }} VitestFile */

/** What failed and how, for the end of a step. @returns {string[]} */
export function vitestFailures() {
  /** @type {VitestFile[]} */
  const files = report('vitest.json')?.testResults ?? [];
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(ROOT, name);
    const failed = assertionResults.filter((one) => one.status === 'failed').map((one) => told(`${file}: ${one.fullName}`, one.failureMessages?.[0]));
    return failed.length === 0 && status === 'failed' ? [`${file}: ${message}`] : failed;
  });
}

/** @typedef {{ message?: string, location?: { file: string, line: number } }} PlaywrightError */
/** @typedef {{ title: string, file: string, ok: boolean, tests?: { results?: { errors?: PlaywrightError[] }[] }[] }} Spec */
/** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */

/** @param {Spec} spec */
function toldSpec({ file, title, tests = [] }) {
  const error = tests.flatMap(({ results = [] }) => results.flatMap(({ errors = [] }) => errors)).at(0);
  const place = error?.location ? ` (${path.basename(error.location.file)}:${error.location.line})` : '';
  return told(`tests/e2e/${file}: ${title}${place}`, error?.message);
}

/** What failed and how, for the end of a step. @returns {string[]} */
export function playwrightFailures() {
  /** @param {Suite} suite @returns {string[]} */
  const failed = ({ specs = [], suites = [] }) => [
    ...specs.filter(({ ok }) => !ok).map(toldSpec),
    ...suites.flatMap(failed),
  ];
  return failed(report('playwright.json') ?? {});
}

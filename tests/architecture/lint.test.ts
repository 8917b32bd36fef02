import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './files.ts';

/** Offenders that the linter must catch with this project's configuration: a rule that is off by mistake says nothing. */
const PLANTED: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['no-restricted-imports', 'lib/domain/a.ts', "import { x } from '../store/x.ts';\nexport const a = x;"],
  ['no-restricted-imports', 'lib/domain/b.ts', "import { openDB } from 'idb';\nexport const a = openDB;"],
  ['no-restricted-imports', 'lib/tasks/a.ts', "import { x } from '../browser/api.ts';\nexport const a = x;"],
  ['no-restricted-imports', 'lib/store/a.ts', "import { x } from '../browser/badge.ts';\nexport const a = x;"],
  ['no-restricted-imports', 'lib/network/a.ts', "import browser from 'webextension-polyfill';\nexport const a = browser;"],
  ['no-restricted-imports', 'components/a.tsx', "import { x } from '../lib/store/x.ts';\nexport const a = x;"],
  ['no-restricted-globals', 'lib/domain/c.ts', "export const a = (): unknown => fetch('https://pika.art/');"],
  ['no-restricted-globals', 'lib/domain/d.ts', 'export const a = (): unknown => document.title;'],
  ['no-restricted-globals', 'lib/tasks/b.ts', 'export const a = (): unknown => indexedDB;'],
  ['no-restricted-properties', 'lib/domain/e.ts', 'export const a = (): number => Date.now();'],
  ['no-restricted-properties', 'lib/sources/a.ts', 'export const a = (): number => Math.random();'],
  ['max-lines', 'lib/network/long.ts', 'export const a = 1;\n'.replace('1', '[\n' + '  1,\n'.repeat(250) + ']')],
  ['max-lines-per-function', 'lib/network/b.ts', `export function a(): void {\n${'  void 0;\n'.repeat(60)}}`],
  ['no-explicit-any', 'lib/network/c.ts', 'export const a = (x: any): unknown => x;'],
  ['no-non-null-assertion', 'lib/network/d.ts', 'export const a = (x: string | null): string => x!;'],
  ['no-default-export', 'lib/network/e.ts', `export ${'default'} 1;`],
  ['no-barrel-file', 'lib/network/f.ts', `export ${'*'} from './b.ts';`],
  ['no-cycle', 'lib/network/g.ts', "import { h } from './h.ts';\nexport const g = (): unknown => h;"],
  ['no-cycle', 'lib/network/h.ts', "import { g } from './g.ts';\nexport const h = (): unknown => g;"],
  ['no-floating-promises', 'lib/network/i.ts', 'export function a(): void {\n  Promise.resolve(1);\n}'],
  ['no-focused-tests', 'tests/unit/a.test.ts', `import { it } from 'vitest';\nit${'.only'}('a', () => {});`],
  ['no-disabled-tests', 'tests/unit/b.test.ts', `import { it } from 'vitest';\nit${'.skip'}('a', () => {});`],
];

/** The typed rules' native part is not served for every system; where it is missing, `npm test` lints without them. */
const TYPED = existsSync(path.join(ROOT, 'node_modules', '@oxlint-tsgolint', `${process.platform}-${process.arch}`));
const OFFENDERS = PLANTED.filter(([rule]) => TYPED || rule !== 'no-floating-promises');

const INNOCENT = ['lib/domain/fine.ts', "import { ok } from '../result.ts';\nexport const fine = (now: number): unknown => ok(new Date(now).getTime());\n"] as const;

const TSCONFIG = { compilerOptions: { strict: true, noEmit: true, allowImportingTsExtensions: true, module: 'esnext', moduleResolution: 'bundler' } };

describe('the linter', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pika-keeper-lint-'));
  let found: string[] = [];

  beforeAll(() => {
    for (const [, file, text] of [...OFFENDERS, ['', ...INNOCENT] as const]) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    copyFileSync(path.join(ROOT, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    const oxlint = path.join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
    // The typed rules' program is looked for on PATH when it is not beside the linted files.
    const PATH = [path.join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(path.delimiter);
    const { stdout } = spawnSync(process.execPath, [oxlint, ...(TYPED ? ['--type-aware'] : []), '--format=unix'], { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH } });
    found = stdout.split('\n');
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(OFFENDERS)('catches %s in %s', (rule, file) => {
    expect(found.filter((line) => line.startsWith(`${file}:`) && line.includes(`(${rule})`))).not.toEqual([]);
  });

  it('leaves the innocent alone', () => {
    expect(found.filter((line) => line.startsWith(INNOCENT[0]))).toEqual([]);
  });
});

import os from 'node:os';
import { APART } from '../support/apart.ts';
import { type File, ROOT, withoutComments } from './files.ts';

const CAP = 250;

/** No file is longer than a reader's patience. */
export function sizeLaw({ text }: File): string[] {
  const lines = text.trimEnd().split('\n').length;
  return lines > CAP ? [`${lines} lines; the cap is ${CAP}`] : [];
}

/** Pure folders know no clock and no chance: both are arguments. */
export function pureLaw({ path, text }: File): string[] {
  if (!/^lib\/(domain|sources|tasks)\//.test(path)) return [];
  const code = withoutComments(text);
  const impure = [/\bnew Date\(\s*\)/, /\bDate\.now\b/, /\bMath\.random\b/, /\bperformance\.now\b/, /\bnew Date\b(?!\s*\()/];
  return impure.flatMap((pattern) => pattern.exec(code)?.[0] ?? []).map((found) => `uses ${found}`);
}

/** Only entry points and configurations have default exports, and no file exists to pass others on. */
export function exportLaw({ path, text }: File): string[] {
  const code = withoutComments(text);
  const mayDefault = path.startsWith('entrypoints/') || path.endsWith('.config.ts');
  const found = /\bexport default\b/.test(code) && !mayDefault ? ['has a default export'] : [];
  if (/\bexport\s+\*\s/.test(code)) found.push('passes on everything of another file');
  if (/^(lib|components)\/(.*\/)?index\.tsx?$/.test(path)) found.push('is an index: a path is the name');
  return found;
}

/** Tests wait for conditions, run all, and let nothing pass by time alone. */
export function testLaw({ path, text }: File): string[] {
  if (!path.startsWith('tests/')) return [];
  const code = withoutComments(text);
  const found: string[] = [];
  if (/\.(only|todo|fixme|fails)\(/.test(code)) found.push('runs only some tests, or expects to fail');
  // A machine without Firefox skips that one spec, with a condition and a reason, and counts it as skipped.
  if (/\b(describe|it|test)\.skip\(/.test(code) && !/\btest\.skip\(!?\w+(\(\))?,\s*['"`]/.test(code)) found.push('skips a test');
  const sleeps = /waitForTimeout|\bsleep\(|new Promise(<[^>]*>)?\(\s*\(?\w*\)?\s*=>\s*(\{\s*)?setTimeout\(/;
  if (/^tests\/(unit|integration|e2e)\//.test(path) && (sleeps.test(code) || /['"](node:)?timers\/promises['"]/.test(code))) {
    found.push('sleeps instead of waiting for a condition');
  }
  return found;
}

/** A unit test that replaces modules would replace them for those that share its process. */
export function apartLaw({ path, text }: File): string[] {
  if (!path.startsWith('tests/unit/') || APART.includes(path)) return [];
  return /\bvi\.(mock|doMock|resetModules)\(/.test(withoutComments(text)) ? ['replaces a module beside other tests: name it in tests/support/apart.ts'] : [];
}

/** Text as a pattern; a machine whose home is the root of all says nothing. */
function escaped(text: string): string {
  return text.length > 1 ? `${text.replace(/[^\w/]/g, '\\$&').replace(/\/$/, '')}/` : '(?!)';
}

/** What must never leave a developer's machine; `me` and `user` are nobody's names. Put together from parts, so that this file does not break its own law. */
const PRIVATE: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(?<![\\w.-])/(${['home', 'Users', 'root', 'work'].join('|')})/(?!me/|user/)[\\w.-]+/`), 'a path of one machine'],
  [new RegExp(escaped(os.homedir())), 'this machine\'s home'],
  [new RegExp(escaped(ROOT)), 'where it lies on this machine'],
  [/https?:\/\/[\w.-]*\b(registry|artifactory|nexus|verdaccio)\b[\w.-]*/, 'the address of a package registry'],
  [/^registry\s*=/m, 'the address of a package registry'],
];

/** No machine's paths and no registry's address. */
export function privacyLaw({ text }: File): string[] {
  return PRIVATE.flatMap(([pattern, what]) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [`names ${what}: ${found}`];
  });
}

/** Paths that a document names in code marks or links to: these folders and top-level files, without wildcards. */
export function citedPaths({ text }: File): string[] {
  const marked = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const linked = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map((match) => match[1] ?? '').filter((target) => !/^[a-z]+:/.test(target));
  const ours = /^(entrypoints|components|lib|public|tests|\.ci)\/[\w./@-]*$|^[\w-]+\.(md|json|config\.ts)$/;
  return [...new Set([...marked.filter((name) => ours.test(name)), ...linked])];
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findings, projectFiles, readFile, ROOT, topLevel } from './files.ts';
import { citedPaths, privacyLaw } from './laws.ts';

const FOLDERS = ['components/', 'entrypoints/', 'lib/', 'public/', 'tests/'];
const FILES = ['ARCHITECTURE.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package-lock.json', 'package.json', 'tsconfig.json', 'wxt.config.ts'];

/** Files that are read as text: everything but images, videos and fixtures of the outside world. */
const TEXTS = projectFiles().filter((file) => !/\.(png|jpe?g|webp|ico|mp4|pem|bin|gz)$/.test(file) && !file.startsWith('tests/fixtures/'));

describe('the house', () => {
  it('has these rooms at its top level, and dot files', () => {
    expect(topLevel().filter((name) => !name.startsWith('.')).sort()).toEqual([...FOLDERS, ...FILES].sort());
  });

  it('names no machine and no registry', () => {
    expect(findings(privacyLaw, TEXTS.map(readFile))).toEqual([]);
  });

  it.each([['/ho', 'me/ann/keeper/a.ts'], ['https://reg', 'istry.npmjs.org/idb'], ['regis', 'try=https://x.example']])(
    'would notice %s%s',
    (start, end) => {
      expect(privacyLaw({ path: 'a', text: `${start}${end}` })).not.toEqual([]);
    },
  );
});

describe('documents', () => {
  const documents = TEXTS.filter((file) => /^[A-Z]+\.md$/.test(file)).map(readFile);

  it('cite only paths that exist', () => {
    const cited = documents.flatMap((document) => citedPaths(document).map((name) => ({ document: document.path, name })));
    expect(cited.filter(({ name }) => !existsSync(path.join(ROOT, name)))).toEqual([]);
    expect(cited.length).toBeGreaterThan(5);
  });

  it('would be caught citing others', () => {
    const text = 'See `lib/none.ts`, [the picture](tests/none.png) and `npm test`; `https://pika.art/` is no path.';
    expect(citedPaths({ path: 'README.md', text })).toEqual(['lib/none.ts', 'tests/none.png']);
  });
});

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

interface Package {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

describe('packages', () => {
  it('are pinned exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(readFile('package.json').text) as Package; // our own file
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  it('are locked by content, not by address', () => {
    const lock = readFile('package-lock.json').text;
    expect(lock).toContain('"integrity"');
    expect(lock).not.toContain('"resolved"');
  });

  it('are locked for every system: npm ci refuses a lock that leaves out a native part of another one', () => {
    const { packages } = JSON.parse(readFile('package-lock.json').text) as Lock; // npm's own format
    const native = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
    const known = Object.keys(packages);
    expect(native.filter((name) => !known.some((place) => place.endsWith(`node_modules/${name}`)))).toEqual([]);
  });
});

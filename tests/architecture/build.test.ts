import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Build, buildFor } from './build.ts';
import { readFile } from './files.ts';

/**
 * Bytes; the units of the budget are kB of 1000 bytes. The zip was promised at 200 kB and is not: ARCHITECTURE.md says what
 * weighs what. Its number here is no budget but a guard just above what it is, so that it grows by decision and not unseen. So is
 * the popup's, of all that it loads before its first look.
 */
const BUDGETS = { zip: 293_000, observer: 6_000, worker: 100_000, popup: 106_000 };

const PERMISSIONS = ['alarms', 'downloads', 'scripting', 'storage', 'unlimitedStorage'];
const HOSTS = ['https://pika.art/*', 'https://*.pika.art/*'];

/** A ceiling, so that the user may name any status page; each is asked for alone. */
const OPTIONAL_HOSTS = ['https://*/*'];

/** Top level of the package. */
const FILES = ['annex.js', 'assets/', 'background.js', 'chunks/', 'content-scripts/', 'dashboard.html', 'icon/', 'manifest.json', 'policy.json', 'popup.html'];

interface Manifest {
  readonly manifest_version: number;
  readonly permissions: readonly string[];
  readonly host_permissions: readonly string[];
  readonly content_security_policy: { readonly extension_pages: string };
  readonly content_scripts: readonly { readonly matches: readonly string[]; readonly world?: string }[];
  readonly background: unknown;
  readonly [key: string]: unknown;
}

for (const browser of ['chrome', 'firefox'] as const) {
  describe(`the build for ${browser}`, () => {
    let build: Build | undefined;
    let manifest: Manifest;
    const size = (file: string): number => statSync(path.join(build?.folder ?? '', file)).size;

    beforeAll(async () => {
      build = await buildFor(browser);
      manifest = JSON.parse(readFileSync(path.join(build.folder, 'manifest.json'), 'utf8')) as Manifest; // our own build
    }, 120_000);

    afterAll(() => build?.remove());

    it('asks for these permissions and no other', () => {
      expect(manifest.manifest_version).toBe(3);
      expect([...manifest.permissions].sort()).toEqual(PERMISSIONS);
      expect([...manifest.host_permissions].sort()).toEqual([...HOSTS].sort());
      expect(manifest['optional_permissions'] ?? []).toEqual([]);
      expect(manifest['optional_host_permissions'] ?? []).toEqual(OPTIONAL_HOSTS);
    });

    it('runs scripts on pika.art only', () => {
      const matches = new Set(manifest.content_scripts.flatMap((script) => script.matches));
      expect([...matches].filter((match) => !/^https:\/\/([\w*-]+\.)?pika\.art\/\*$/.test(match))).toEqual([]);
    });

    it('shows the web nothing and lets no code in', () => {
      expect(manifest['web_accessible_resources'] ?? []).toEqual([]);
      expect(manifest.content_security_policy.extension_pages).toContain("script-src 'self';");
      expect(manifest.content_security_policy.extension_pages).not.toMatch(/unsafe|https?:|\*/);
      if (browser === 'chrome') expect(manifest['externally_connectable']).toEqual({ ids: [] });
    });

    it('holds these files and no other; the worker loads its second script from the package', () => {
      const files = readdirSync(build?.folder ?? '', { withFileTypes: true }).map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
      expect(files.toSorted()).toEqual(FILES);
      // A classic script: Chrome lets no module load another one later.
      expect(manifest.background).toEqual(browser === 'firefox' ? { scripts: ['background.js'] } : { service_worker: 'background.js' });
      expect(readFileSync(path.join(build?.folder ?? '', 'background.js'), 'utf8')).toContain('annex.js');
      expect(JSON.stringify(manifest)).not.toContain('annex');
    });

    it('brings the polyfill to the background alone', () => {
      const folder = build?.folder ?? '';
      const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
      const polyfilled = scripts.filter((name) => readFileSync(path.join(folder, name), 'utf8').includes('This script should only be loaded in a browser extension'));
      expect(polyfilled).toEqual(['background.js']);
    });

    it('opens the popup with four scripts, all of which the page itself names', () => {
      const folder = build?.folder ?? '';
      const named = [...readFileSync(path.join(folder, 'popup.html'), 'utf8').matchAll(/(?:src|href)="\/(chunks\/[^"]+\.js)"/g)].map(([, file = '']) => file);
      expect(named).toHaveLength(4);
      const imported = named.flatMap((file) => [...readFileSync(path.join(folder, file), 'utf8').matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)].map(([, other = '']) => `chunks/${other}`));
      expect(imported.filter((file) => !named.includes(file))).toEqual([]);
      expect(named.reduce((sum, file) => sum + size(file), 0)).toBeLessThanOrEqual(BUDGETS.popup);
    });

    it('keeps to its sizes', () => {
      // Each by itself: one that is missed must not hide another.
      expect.soft(statSync(build?.zip ?? '').size).toBeLessThanOrEqual(BUDGETS.zip);
      expect.soft(size('content-scripts/observer.js')).toBeLessThanOrEqual(BUDGETS.observer);
      expect.soft(size('background.js')).toBeLessThanOrEqual(BUDGETS.worker);
    });
  });
}

describe('the README', () => {
  it.each([...PERMISSIONS, ...HOSTS, ...OPTIONAL_HOSTS])('explains why %s is needed', (permission) => {
    expect(readFile('README.md').text).toContain(`\`${permission}\``);
  });
});

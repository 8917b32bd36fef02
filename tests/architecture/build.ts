import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './files.ts';

/** A production build for one browser, made for these tests in a folder of its own. */
export interface Build {
  readonly folder: string;
  readonly zip: string;
  remove(): void;
}

const SCRIPT = `
  import { zip } from 'wxt';
  const [outDir, browser] = process.argv.slice(1);
  const files = await zip({ outDir, browser, manifestVersion: 3, zip: { zipSources: false } });
  console.log('zip: ' + files[0]);
`;

/** Builds and zips the extension as a store would get it. In its own process: wxt and vitest do not share one. */
export async function buildFor(browser: 'chrome' | 'firefox'): Promise<Build> {
  const outDir = mkdtempSync(path.join(os.tmpdir(), 'pika-keeper-build-'));
  const env = { ...process.env, NODE_ENV: 'production', VITEST: '' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT, outDir, browser], { cwd: ROOT, env });
  const zip = /zip: (.+\.zip)/.exec(stdout)?.[1];
  if (zip === undefined) throw new Error(`no zip was made:\n${stdout}`);
  return { folder: path.join(outDir, `${browser}-mv3`), zip, remove: () => rmSync(outDir, { recursive: true, force: true }) };
}

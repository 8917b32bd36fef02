import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './table.ts';

const BUILD = '.output/chrome-mv3';

interface Limit {
  readonly what: string;
  readonly files: readonly string[];
  /** Thousands of bytes; null where the design sets none. */
  readonly limit: number | null;
}

/** Sizes of the built scripts and of the zip that goes to the store, in kB of 1,000 bytes. */
export async function measureSizes(): Promise<Row[]> {
  const scripts: Limit[] = [
    { what: 'observer', files: ['content-scripts/observer.js'], limit: 6 },
    { what: 'worker', files: ['background.js'], limit: 100 },
    { what: 'helper', files: ['content-scripts/helper.js'], limit: null },
    { what: 'popup', files: await popupScripts(), limit: null },
  ];
  const rows = await Promise.all(scripts.map(scriptRow));
  return [await zipRow(), ...rows];
}

/** What the popup's page asks for, and what its first script loads at once. */
async function popupScripts(): Promise<string[]> {
  const named = (text: string): string[] => text.match(/chunks\/[\w-]+\.js/g) ?? [];
  const asked = named(await readFile(path.join(BUILD, 'popup.html'), 'utf8'));
  const first = asked.find((name) => name.startsWith('chunks/popup-'));
  const loaded = first === undefined ? [] : named(await readFile(path.join(BUILD, first), 'utf8'));
  return [...new Set([...asked, ...loaded])];
}

async function scriptRow({ what, files, limit }: Limit): Promise<Row> {
  const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(path.join(BUILD, file)))));
  const size = bytes.length / 1000;
  const budget = limit === null ? 'no limit of its own' : `≤ ${limit} kB`;
  return { what: `size: ${what}`, budget, measured: `${size.toFixed(1)} kB`, comparedWith: `${(gzipSync(bytes).length / 1000).toFixed(1)} kB gzipped`, met: limit === null ? null : size <= limit };
}

async function zipRow(): Promise<Row> {
  const { version } = JSON.parse(await readFile(path.join(BUILD, 'manifest.json'), 'utf8')) as { version: string }; // the build wrote it
  const size = (await stat(`.output/pika-keeper-${version}-chrome.zip`)).size / 1000;
  return { what: 'size: zip', budget: '≤ 200 kB', measured: `${size.toFixed(1)} kB`, comparedWith: '', met: size <= 200 };
}

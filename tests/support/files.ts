import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A finished file in the download folder. */
export interface SavedFile {
  /** Path under the download folder, with forward slashes: `Pika/…mp4`. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly bytes: Buffer;
}

/** What the browser calls a file that it is still writing. */
const UNFINISHED = /\.(crdownload|tmp|part)$|(^|[\\/])\.(org\.chromium|com\.google)\./;

/** Every file under a folder that the browser has finished. */
export async function filesUnder(folder: string): Promise<SavedFile[]> {
  const names = await readdir(folder, { recursive: true });
  // Firefox keeps an empty file under the final name beside the part that it is writing.
  const finished = names.filter((name) => !UNFINISHED.test(name) && !names.includes(`${name}.part`));
  const read = finished.map((name) => readIfFile(folder, name));
  return (await Promise.all(read)).filter((file) => file !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readIfFile(folder: string, name: string): Promise<SavedFile | null> {
  const file = path.join(folder, name);
  try {
    if (!(await stat(file)).isFile()) return null;
    const bytes = await readFile(file);
    return { name: name.split(path.sep).join('/'), path: file, size: bytes.length, bytes };
  } catch {
    return null; // renamed or removed between the listing and the reading
  }
}

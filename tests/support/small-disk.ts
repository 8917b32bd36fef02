import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { test as base } from './keeper-test.ts';

const run = promisify(execFile);

/** A real file system of a few megabytes, with a download folder in it. */
export interface SmallDisk {
  readonly downloadsDir: string;
  /** Takes up all but about so many bytes. */
  fill(room: number): Promise<void>;
  /** Gives back what `fill` took. */
  free(): Promise<void>;
  setWritable(writable: boolean): Promise<void>;
  /** Takes the folder away so that no browser can make it anew, as a drive that is pulled out. */
  pull(): Promise<void>;
  putBack(): Promise<void>;
}

const SIZE = 8_000_000;

/** `test` with a small disk. It is there before the browser, and is unmounted after it; where none can be mounted, the test is skipped. */
export const test = base.extend<{ readonly disk: SmallDisk }>({
  disk: [
    async ({}, use, info) => {
      const mountPoint = await mkdtemp(path.join(os.tmpdir(), 'pika-disk-'));
      try {
        const refusal = await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', mountPoint]).then(() => null, String);
        info.skip(refusal !== null, `A small disk can be mounted only by root, and on Linux. ${refusal}`);
        try {
          await use(await diskAt(mountPoint));
        } finally {
          await run('umount', [mountPoint]);
        }
      } finally {
        await rm(mountPoint, { recursive: true });
      }
    },
    { auto: true }, // whatever a test names first
  ],
});

async function diskAt(mountPoint: string): Promise<SmallDisk> {
  const filler = path.join(mountPoint, 'filler');
  const drive = path.join(mountPoint, 'drive');
  const pulled = path.join(mountPoint, 'pulled');
  const downloadsDir = path.join(drive, 'downloads');
  await mkdir(downloadsDir, { recursive: true });
  return {
    downloadsDir,
    fill: (room) => writeFile(filler, Buffer.alloc(SIZE - room)),
    free: () => rm(filler),
    async setWritable(writable) {
      await run('mount', ['-o', `remount,${writable ? 'rw' : 'ro'}`, mountPoint]);
    },
    async pull() {
      await rename(drive, pulled);
      await writeFile(drive, '');
    },
    async putBack() {
      await rm(drive);
      await rename(pulled, drive);
    },
  };
}

export { expect } from '@playwright/test';

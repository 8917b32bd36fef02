import { beforeEach, describe, expect, it, vi } from 'vitest';
import { discardDownload } from '../../lib/browser/downloads.ts';

interface Line {
  readonly id: number;
  readonly url: string;
  readonly filename: string;
  readonly state: string;
  readonly exists: boolean;
  readonly byExtensionId?: string | undefined;
}

const world = vi.hoisted(() => ({ lines: [] as Line[], calls: [] as string[] }));

vi.mock('../../lib/browser/api.ts', () => {
  const call = (name: string) => async (id: number) => void world.calls.push(`${name} ${id}`);
  return {
    browser: {
      runtime: { id: 'ours' },
      downloads: {
        search: async ({ id, filename }: { id?: number; filename?: string }) =>
          world.lines.filter((line) => (id === undefined || line.id === id) && (filename === undefined || (line.filename === filename && line.state === 'complete' && line.exists))),
        cancel: call('cancel'),
        removeFile: call('removeFile'),
        erase: ({ id }: { id: number }) => call('erase')(id),
      },
    },
  };
});

const URL = 'https://cdn.pika.art/v1/1/clip.mp4';

function line(id: number, change: Partial<Line> = {}): Line {
  return { id, url: URL, filename: '/d/Pika/clip.html', state: 'complete', exists: true, byExtensionId: 'ours', ...change };
}

/** The browser's list, with the download to be discarded as number 7; answers with what was asked of the browser. */
async function discarding(...lines: readonly Line[]): Promise<readonly string[]> {
  world.lines = lines.map((one) => ({ startTime: '2026-11-22T12:00:00.000Z', ...one }));
  await discardDownload(7);
  return world.calls;
}

beforeEach(() => {
  world.calls = [];
});

describe('a download that is discarded', () => {
  it('goes with its file', async () => {
    expect(await discarding(line(7), line(8, { filename: '/d/Pika/other.mp4' }))).toEqual(['removeFile 7', 'erase 7']);
  });

  it('is stopped where it is not complete', async () => {
    expect(await discarding(line(7, { state: 'interrupted' }))).toEqual(['cancel 7', 'erase 7']);
  });

  it('leaves the file to another of ours that has written over it', async () => {
    expect(await discarding(line(7), line(8))).toEqual(['erase 7']);
  });

  it('leaves the file to a stranger of the same name', async () => {
    expect(await discarding(line(7), line(8, { url: 'https://else.example/clip.mp4', byExtensionId: undefined }))).toEqual(['erase 7']);
  });

  it('takes the file with it where the other line is of the same address, and a killed browser has forgotten whose', async () => {
    expect(await discarding(line(7), line(8, { byExtensionId: undefined }))).toEqual(['removeFile 7', 'erase 7']);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { discardDownload } from '../../lib/browser/downloads.ts';

interface Line {
  readonly id: number;
  readonly url: string;
  readonly filename: string;
  readonly state: string;
  readonly exists: boolean;
  readonly byExtensionId?: string | undefined;
}

const world = vi.hoisted(() => ({ lines: [] as Line[], calls: [] as string[], onCancel: (): void => {} }));

vi.mock('../../lib/browser/api.ts', () => {
  const call = (name: string) => async (id: number) => {
    world.calls.push(`${name} ${id}`);
    if (name === 'cancel') world.onCancel();
  };
  return {
    browser: {
      runtime: { id: 'ours' },
      downloads: {
        search: async ({ id, filename }: { id?: number; filename?: string }) =>
          world.lines.filter((line) => (id === undefined || line.id === id) && (filename === undefined || (line.filename === filename && line.exists))),
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
  listed(...lines);
  await discardDownload(7);
  return world.calls;
}

function listed(...lines: readonly Line[]): void {
  world.lines = lines.map((one) => ({ startTime: '2026-11-22T12:00:00.000Z', ...one }));
}

beforeEach(() => {
  vi.useFakeTimers();
  world.calls = [];
  world.onCancel = () => listed(...world.lines.map((one) => (one.state === 'in_progress' && one.id === 7 ? { ...one, state: 'interrupted' } : one)));
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a download that is discarded', () => {
  it('goes with its file', async () => {
    expect(await discarding(line(7), line(8, { filename: '/d/Pika/other.mp4' }))).toEqual(['removeFile 7', 'erase 7']);
  });

  it('is stopped where it is not complete', async () => {
    expect(await discarding(line(7, { state: 'interrupted' }))).toEqual(['cancel 7', 'erase 7']);
  });

  it('is stopped where it runs', async () => {
    expect(await discarding(line(7, { state: 'in_progress' }))).toEqual(['cancel 7', 'erase 7']);
  });

  it('goes with its file where it came to its end before it could be stopped', async () => {
    world.onCancel = () => listed(line(7));
    expect(await discarding(line(7, { state: 'in_progress' }))).toEqual(['cancel 7', 'removeFile 7', 'erase 7']);
  });

  it('is waited for while it puts its file in place: without its line, nobody would know of that file', async () => {
    world.onCancel = () => void setTimeout(() => listed(line(7)), 700);
    const done = discarding(line(7, { state: 'in_progress' }));
    await vi.advanceTimersByTimeAsync(600);
    expect(world.calls).toEqual(['cancel 7']);
    await vi.advanceTimersByTimeAsync(200);
    expect(await done).toEqual(['cancel 7', 'removeFile 7', 'erase 7']);
  });

  it('keeps its line where nothing stops it, to be found by that again', async () => {
    world.onCancel = () => {};
    const done = discarding(line(7, { state: 'in_progress' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await done).toEqual(['cancel 7']);
  });

  it('leaves a file that is to stay, whoever began the other that names it', async () => {
    listed(line(7), line(8, { byExtensionId: undefined }));
    await discardDownload(7, line(7).filename);
    expect(world.calls).toEqual(['erase 7']);
  });

  it('leaves the file to another of ours that is about to write over it', async () => {
    expect(await discarding(line(7), line(8, { state: 'in_progress' }))).toEqual(['erase 7']);
  });

  it('goes with its file beside one of ours that broke before it had written over it', async () => {
    expect(await discarding(line(7), line(8, { state: 'interrupted' }))).toEqual(['removeFile 7', 'erase 7']);
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

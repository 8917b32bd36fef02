import { describe, expect, it } from 'vitest';
import type { RangeResult } from '../../lib/network/fetch-range.ts';
import { inspectClip } from '../../lib/network/inspect.ts';
import { tinyMp4 } from '../support/tiny-mp4.ts';

const URL_ = 'https://cdn.pika.art/v1/x/y.mp4';

/** A server of one file. */
function serving(file: Uint8Array, how: { ranged?: boolean; total?: number | null; cut?: number } = {}) {
  const { ranged = true, total = file.length, cut = Infinity } = how;
  const reads: [number, number][] = [];
  const fetch = (_url: string, offset: number, length: number): Promise<RangeResult> => {
    reads.push([offset, length]);
    const bytes = file.slice(offset, offset + Math.min(length, cut));
    return Promise.resolve({ ok: true, value: { status: ranged ? 206 : 200, bytes, total, ranged, contentType: 'video/mp4' } });
  };
  return { fetch, reads };
}

const failing = (failure: object) => () => Promise.resolve({ ok: false, failure } as RangeResult); // the two shapes below are all there are

describe('the server’s copy of a clip', () => {
  const film = tinyMp4();
  const whole = ({ length }: Uint8Array) => ({ kind: 'whole', size: length, measured: { width: 1280, height: 720, durationSeconds: expect.any(Number) } });

  it('is whole when its boxes add up, in a few small reads', async () => {
    const { fetch, reads } = serving(film);
    expect(await inspectClip(URL_, fetch)).toEqual(whole(film));
    expect(reads.length).toBeLessThanOrEqual(3);
  });

  it('is whole from a server without ranges, or without a stated size', async () => {
    expect(await inspectClip(URL_, serving(film, { ranged: false }).fetch)).toEqual(whole(film));
    expect(await inspectClip(URL_, serving(film, { ranged: false, total: null }).fetch)).toEqual(whole(film));
  });

  it('is truncated when it ends inside a box', async () => {
    const half = film.slice(0, Math.floor(film.length / 2));
    expect(await inspectClip(URL_, serving(half).fetch)).toEqual({ kind: 'truncated', size: half.length });
  });

  it('is no video when it is a web page, and its size is known', async () => {
    const page = new TextEncoder().encode('<!doctype html><title>Sign in</title>');
    expect(await inspectClip(URL_, serving(page).fetch)).toEqual({ kind: 'not-a-video', size: page.length });
    expect(await inspectClip(URL_, serving(page, { ranged: false, total: null }).fetch)).toEqual({ kind: 'not-a-video', size: page.length });
  });

  it('is not judged on an answer that broke off', async () => {
    expect(await inspectClip(URL_, serving(film, { total: film.length, cut: 16 }).fetch)).toEqual({ kind: 'unavailable', httpStatus: null });
  });

  it.each([
    [{ kind: 'http', status: 404 }, { kind: 'link-dead', httpStatus: 404 }],
    [{ kind: 'http', status: 410 }, { kind: 'link-dead', httpStatus: 410 }],
    [{ kind: 'http', status: 401 }, { kind: 'link-dead', httpStatus: 401 }],
    [{ kind: 'http', status: 503 }, { kind: 'unavailable', httpStatus: 503 }],
    [{ kind: 'http', status: 429 }, { kind: 'unavailable', httpStatus: 429 }],
    [{ kind: 'challenge' }, { kind: 'unavailable', httpStatus: null }],
    [{ kind: 'timeout' }, { kind: 'unavailable', httpStatus: null }],
    [{ kind: 'unreachable' }, { kind: 'unavailable', httpStatus: null }],
  ])('%j is %j', async (failure, copy) => {
    expect(await inspectClip(URL_, failing({ message: '', ...failure }))).toEqual(copy);
  });
});

import { parseHTML } from 'linkedom';
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useNow } from '../../../components/shared/use-now.ts';

const { document, window } = parseHTML('<html><body></body></html>');
let visibility: 'visible' | 'hidden';
let shown: number[];

function Clock({ every }: { readonly every: number }) {
  shown.push(useNow(every));
  return null;
}

/** Effects run after a frame; the fake clock stands for it. */
const settle = () => vi.advanceTimersByTimeAsync(200);

function turn(to: 'visible' | 'hidden'): void {
  visibility = to;
  document.dispatchEvent(new window.Event('visibilitychange'));
}

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  visibility = 'visible';
  shown = [];
  Object.defineProperty(document, 'visibilityState', { get: () => visibility, configurable: true });
  vi.stubGlobal('document', document);
  render(<Clock every={10_000} />, document.body);
  await settle();
});

afterEach(async () => {
  render(null, document.body);
  await settle();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('shows the present at once and renews it at the pace it was given', async () => {
  expect(shown[0]).toBe(1_000_000);
  await vi.advanceTimersByTimeAsync(30_000);
  await settle();
  expect((shown.at(-1) ?? 0) - 1_000_000).toBeGreaterThanOrEqual(30_000);
  expect(shown.length).toBeLessThanOrEqual(6);
});

it('stands still while hidden and catches up when seen', async () => {
  turn('hidden');
  const before = shown.length;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(shown).toHaveLength(before);
  expect(vi.getTimerCount()).toBe(0);
  turn('visible');
  await settle();
  expect((shown.at(-1) ?? 0) - 1_000_000).toBeGreaterThanOrEqual(3_600_000);
});

it('leaves no timer behind', async () => {
  render(null, document.body);
  await settle();
  expect(vi.getTimerCount()).toBe(0);
});

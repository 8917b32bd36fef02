import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ToolbarBadge } from '../../../lib/domain/toolbar.ts';

const action = {
  setBadgeText: vi.fn<(details: unknown) => Promise<void>>(async () => {}),
  setBadgeBackgroundColor: vi.fn<(details: unknown) => Promise<void>>(async () => {}),
  setBadgeTextColor: vi.fn<(details: unknown) => Promise<void>>(async () => {}),
  setTitle: vi.fn<(details: unknown) => Promise<void>>(async () => {}),
};
vi.mock('../../../lib/browser/api.ts', () => ({ browser: { action } }));

const DOWN: ToolbarBadge = { text: 'down', colour: 'red', tooltip: 'Pika Keeper: down.' };
const IDLE: ToolbarBadge = { text: '', colour: 'blue', tooltip: 'Pika Keeper: Pika works.' };

/** A worker that has just started: nothing is remembered of what was painted. */
async function worker(): Promise<(badge: ToolbarBadge) => Promise<void>> {
  vi.resetModules();
  return (await import('../../../lib/browser/action.ts')).paintToolbar;
}

beforeEach(() => void vi.clearAllMocks());

describe('the toolbar', () => {
  it('gets text, colour and sentence', async () => {
    const paint = await worker();
    await paint(DOWN);
    expect(action.setBadgeText).toHaveBeenCalledWith({ text: 'down' });
    expect(action.setTitle).toHaveBeenCalledWith({ title: 'Pika Keeper: down.' });
    expect(action.setBadgeBackgroundColor).toHaveBeenCalledWith({ color: expect.stringMatching(/^#[0-9a-f]{6}$/) });
  });

  it('is painted at every start, and within one life only when it changes', async () => {
    const paint = await worker();
    await paint(DOWN);
    await paint({ ...DOWN });
    expect(action.setBadgeText).toHaveBeenCalledTimes(1);
    await paint(IDLE);
    await (await worker())(IDLE);
    expect(action.setBadgeText).toHaveBeenCalledTimes(3);
  });

  it('ends with the last badge when two are painted at once', async () => {
    const paint = await worker();
    await paint(IDLE);
    await Promise.all([paint(DOWN), paint(IDLE)]);
    expect(action.setBadgeText).toHaveBeenLastCalledWith({ text: '' });
  });

  it('stops nothing when it cannot be painted, and is tried again', async () => {
    const paint = await worker();
    action.setBadgeText.mockRejectedValueOnce(new Error('no window'));
    await paint(DOWN);
    await paint(DOWN);
    expect(action.setBadgeText).toHaveBeenCalledTimes(2);
  });

  it('does without a text colour where there is none', async () => {
    const paint = await worker();
    action.setBadgeTextColor.mockImplementationOnce(() => {
      throw new TypeError('not a function');
    });
    await expect(paint(DOWN)).resolves.toBeUndefined();
  });
});

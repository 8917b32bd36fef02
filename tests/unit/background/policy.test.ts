import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onManaged, readManaged } from '../../../lib/browser/policy.ts';

type Listener = (changes: object, area: string) => void;
const listeners: Listener[] = [];
const managed = { get: vi.fn<() => Promise<object>>(async () => ({ folder: 'Agency' })) };
vi.mock('../../../lib/browser/api.ts', () => ({ browser: { storage: { onChanged: { addListener: (listener: Listener) => listeners.push(listener) }, get managed() { return managed; } } } }));

beforeEach(() => void (listeners.length = 0));

describe('what an administrator has set', () => {
  it('is heard of when it changes, and no other storage is', () => {
    const handle = vi.fn<() => void>();
    onManaged(handle);
    for (const area of ['session', 'local', 'sync']) for (const listener of listeners) listener({ folder: {} }, area);
    expect(handle).not.toHaveBeenCalled();
    for (const listener of listeners) listener({ folder: { newValue: 'Agency' } }, 'managed');
    expect(handle).toHaveBeenCalledTimes(1);
  });

  it('is nothing where the browser answers with a failure', async () => {
    expect(await readManaged()).toEqual({ folder: 'Agency' });
    managed.get.mockRejectedValueOnce(new Error('Managed storage manifest not found'));
    expect(await readManaged()).toEqual({});
  });
});

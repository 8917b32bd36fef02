import { describe, expect, it } from 'vitest';
import { createNotices } from '../../../entrypoints/helper.content/notices.ts';

describe('notices', () => {
  it('says each once a minute, also after the clock was put back', () => {
    let now = 1_000_000;
    const said: string[] = [];
    const notice = createNotices(() => now, (one) => said.push(one));
    notice('signed-out');
    notice('refused');
    now += 59_999;
    notice('signed-out');
    expect(said).toEqual(['signed-out', 'refused']);
    now += 1;
    notice('signed-out');
    now = 0;
    notice('signed-out');
    expect(said).toEqual(['signed-out', 'refused', 'signed-out', 'signed-out']);
  });
});

import { describe, expect, it } from 'vitest';
import { pageCard } from '../../../lib/domain/clips/page-card.ts';
import { SAVE_PROBLEMS, SAVE_STATES, type Save } from '../../../lib/domain/clips/save.ts';
import { offSentence } from '../../../lib/domain/clips/source-waits.ts';
import { HOUR } from '../../../lib/time.ts';
import { CLIP, save } from './page-saves.ts';

const NOW = 1_750_000_000_000;
const clip = (hours: number) => ({ ...CLIP, deadline: { at: NOW + hours * HOUR, why: 'assumed' as const } });

describe('a sign on a video', () => {
  it('says of each state and problem something short, and why where it matters', () => {
    for (const state of SAVE_STATES) {
      for (const kind of [null, ...SAVE_PROBLEMS]) {
        const row: Save = { ...save(state), problem: kind === null ? null : { kind, at: NOW, httpStatus: null } };
        const card = pageCard(row, clip(9), null, NOW);
        expect(card.label.length).toBeLessThanOrEqual(24);
        expect(card.label).not.toBe('');
        if (card.tone === 'bad') expect(card.detail).not.toBe('');
      }
    }
  });

  it('offers a press only where it does something, and never to fetch a saved clip again', () => {
    const presses = Object.fromEntries(SAVE_STATES.map((state) => [state, pageCard(save(state), clip(9), null, NOW).press]));
    expect(presses).toEqual({ wanted: 'Save this one first', downloading: null, verifying: null, saved: null, failed: 'Try again', lost: 'Try again', skipped: 'Save this video' });
    expect(pageCard({ ...save('wanted'), asked: true }, clip(9), null, NOW).press).toBeNull();
    expect(pageCard({ ...save('wanted'), asked: true, bulk: 'library' }, clip(9), null, NOW).press).toBe('Save this one first');
    expect(pageCard({ ...save('wanted'), asked: true, nextAttemptAt: NOW + 1 }, clip(9), null, NOW).press).toBe('Try now');
  });

  it('tells the deadline of what is not on disk, and warns when it is near', () => {
    expect(pageCard(save('wanted'), clip(9), null, NOW)).toMatchObject({ tone: 'wait', detail: 'Link may expire in 9\u00a0h (assumed).' });
    expect(pageCard(save('wanted'), clip(1), null, NOW).tone).toBe('warn');
    expect(pageCard(save('failed'), clip(1), null, NOW).tone).toBe('bad');
    expect(pageCard(save('saved'), clip(1), null, NOW).detail).not.toContain('expire');
  });

  it('says what a dead link’s source waits for', () => {
    const dead: Save = { ...save('wanted'), problem: { kind: 'link-dead', at: NOW, httpStatus: 403 }, nextAttemptAt: NOW + HOUR };
    const ofSource = { ...clip(9), job: 'fal:1' };
    expect(pageCard(dead, ofSource, null, NOW, { fal: offSentence('fal') })).toMatchObject({ label: 'Waiting for you', tone: 'warn' });
    expect(pageCard(dead, ofSource, null, NOW, { useapi: offSentence('useapi') }).detail).toContain('fal is asked for a fresh one');
  });

  it('shows how far a download is', () => {
    expect(pageCard({ ...save('downloading'), bytes: 45, totalBytes: 100 }, clip(9), null, NOW)).toMatchObject({ label: 'Saving 45\u00a0%', fraction: 0.45 });
  });
});

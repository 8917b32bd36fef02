import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lib/messages/parse.ts';
import { MAX_CARDS } from '../../../lib/messages/protocol.ts';

const URL = 'https://cdn.pika.art/v1/0b54d0c4-0000-4000-8000-00000000f00d/a_seed1.mp4';

describe('messages about what stands on the page', () => {
  it('keep the places of what is asked, so that each answer finds its video, and no more than a page shows', () => {
    expect(parseMessage({ type: 'page:cards', urls: [URL, 7, null, URL] })).toEqual({ type: 'page:cards', urls: [URL, '', '', URL] });
    expect(parseMessage({ type: 'page:cards', urls: 'x' })).toEqual({ type: 'page:cards', urls: [] });
    const many = parseMessage({ type: 'page:save', urls: Array.from({ length: 5_000 }, () => URL), ask: 'seen' });
    expect(many).toMatchObject({ ask: 'seen' });
    expect(many?.type === 'page:save' && many.urls.length).toBe(MAX_CARDS);
  });

  it('name what is asked for, or are no message', () => {
    for (const ask of ['all', null, undefined, '__proto__', ['one']]) expect(parseMessage({ type: 'page:save', urls: [URL], ask })).toBeNull();
    for (const command of ['begin', null, {}, 'constructor']) {
      expect(parseMessage({ type: 'page:backfill', command })).toBeNull();
      expect(parseMessage({ type: 'ui:backfill', command })).toBeNull();
    }
    expect(parseMessage({ type: 'page:backfill', command: 'cancel', more: 1 })).toEqual({ type: 'page:backfill', command: 'cancel' });
  });

  it('take nothing off the page but by a plain no', () => {
    expect(parseMessage({ type: 'page:shows', shows: { badge: false, cards: 0, x: 1 } })).toEqual({ type: 'page:shows', shows: { badge: false, cards: true } });
    expect(parseMessage({ type: 'ui:shows' })).toEqual({ type: 'ui:shows', shows: { badge: true, cards: true } });
    expect(parseMessage({ type: 'page:walked', ended: 'yes' })).toEqual({ type: 'page:walked', ended: false, touched: false });
  });
});

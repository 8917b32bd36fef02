import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lib/messages/parse.ts';
import { MAX_CARDS, type MessageName, type Protocol } from '../../../lib/messages/protocol.ts';

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

describe('a message about a submit', () => {
  it('is built anew, bounded, and none without an id or with a fate that we do not know', () => {
    const submit = { id: 'a', prompt: 'p'.repeat(9_000), at: 5, fate: 'broke' };
    expect(parseMessage({ type: 'page:submit', submit: { ...submit, more: 1 } })).toEqual({ type: 'page:submit', submit: { ...submit, prompt: 'p'.repeat(4_000) } });
    expect(parseMessage({ type: 'page:submit', submit: { ...submit, prompt: null, at: 'x' } })).toMatchObject({ submit: { prompt: '', at: 0 } });
    for (const bad of [null, 7, [], { ...submit, id: '' }, { ...submit, fate: 'lost' }, { ...submit, fate: 'constructor' }]) expect(parseMessage({ type: 'page:submit', submit: bad })).toBeNull();
  });
});

describe('a message’s name', () => {
  it('says who may send it: the type checker holds the map to that', () => {
    const tiers: { readonly [Name in MessageName]?: Name extends `page:${string}` ? 'helper' : 'extension' } = {};
    const declared: { readonly [Name in MessageName]?: Protocol[Name]['tier'] } = tiers;
    expect(declared).toEqual({});
  });
});

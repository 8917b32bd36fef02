import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { openInlet } from '../../../lib/sources/pika/tap-inlet.ts';
import { TAP_HELPER } from '../../../lib/sources/pika/tap-names.ts';
import { isServed, openOutlet } from '../../../lib/sources/pika/tap-outlet.ts';
import { createScope } from './tap-scope.ts';

const { scope } = createScope();

function listenTo(target: EventTarget, channel: string, alive: () => boolean = () => true) {
  const got: string[] = [];
  const close = openInlet(target, channel, ({ url, text, form }) => {
    if (!alive()) return false;
    got.push([url, form, text].filter((part) => part !== '').join(' '));
    return true;
  });
  return { got, close };
}

describe('the channel from observer to helper', () => {
  it('carries texts whichever side comes first, line breaks included', () => {
    for (const helperFirst of [true, false]) {
      const target = new EventTarget();
      const early = helperFirst ? listenTo(target, 'a') : null;
      const outlet = openOutlet(scope, target);
      const { got } = early ?? listenTo(target, 'a');
      outlet.tell('u', '1:x\n2:y', '');
      expect(got).toEqual(['u 1:x\n2:y']);
    }
  });

  it('carries the form that a text answers', () => {
    const target = new EventTarget();
    const outlet = openOutlet(scope, target);
    const { got } = listenTo(target, 'a');
    outlet.tell('u', '1:x\n2:y', '{"model":"2.5"}');
    expect(got).toEqual(['u {"model":"2.5"} 1:x\n2:y']);
  });

  it('keeps texts until a helper comes, within bounds, and then is quiet until it does', () => {
    const target = new EventTarget();
    const outlet = openOutlet(scope, target);
    for (let i = 0; i < 80; i += 1) outlet.tell('u', String(i), '');
    expect(outlet.wanted()).toBe(false);
    const { got } = listenTo(target, 'a');
    expect(got).toHaveLength(50);
    expect(got[0]).toBe('u 0');
    expect(outlet.wanted()).toBe(true);
  });

  it('keeps no more than 4 MB', () => {
    const target = new EventTarget();
    const outlet = openOutlet(scope, target);
    const long = 'x'.repeat(1_500_000);
    for (let i = 0; i < 4; i += 1) outlet.tell('u', long, '');
    expect(listenTo(target, 'a').got).toHaveLength(2);
  });

  it('drops a helper that is dead, and keeps its texts for the next one', () => {
    const target = new EventTarget();
    const outlet = openOutlet(scope, target);
    let alive = true;
    const old = listenTo(target, 'old', () => alive);
    outlet.tell('u', '1', '');
    alive = false;
    outlet.tell('u', '2', '');
    const next = listenTo(target, 'next');
    outlet.tell('u', '3', '');
    expect([old.got, next.got]).toEqual([['u 1'], ['u 2', 'u 3']]);
  });

  it('does not let a page crowd out the first helper', () => {
    const target = new EventTarget();
    setMaxListeners(50, target);
    const outlet = openOutlet(scope, target);
    const { got } = listenTo(target, 'ours');
    for (let i = 0; i < 20; i += 1) listenTo(target, `page ${i}`);
    for (const detail of ['', 'x'.repeat(65), 7, null, { toString: () => 'x' }]) target.dispatchEvent(new CustomEvent(TAP_HELPER, { detail }));
    outlet.tell('u', '1', '');
    expect(got).toEqual(['u 1']);
  });

  it('hears each helper once, however often it says hello', () => {
    const target = new EventTarget();
    const outlet = openOutlet(scope, target);
    const { got } = listenTo(target, 'a');
    target.dispatchEvent(new CustomEvent(TAP_HELPER, { detail: 'a' }));
    outlet.tell('u', '1', '');
    expect(got).toEqual(['u 1']);
  });

  it('takes a forged event for text or for nothing', () => {
    const target = new EventTarget();
    const { got } = listenTo(target, 'a');
    const details = [null, 7, {}, 'no address', '\nx', `${'u'.repeat(5000)}\nx`, 'u\nno text', `u\n\n${'x'.repeat(3_000_000)}`, `u\n${'x'.repeat(300_000)}\nx`];
    for (const detail of details) target.dispatchEvent(new CustomEvent('a', { detail }));
    target.dispatchEvent(new Event('a'));
    expect(got).toEqual([]);
  });

  it('is closed by the helper', () => {
    const target = new EventTarget();
    const outlet = openOutlet(scope, target);
    const { got, close } = listenTo(target, 'a');
    close();
    outlet.tell('u', '1', '');
    expect(got).toEqual([]);
  });
});

describe('a second observer', () => {
  it('knows of the first while that one lives', () => {
    const target = new EventTarget();
    expect(isServed(scope, target)).toBe(false);
    const outlet = openOutlet(scope, target);
    expect(isServed(scope, target)).toBe(true);
    outlet.close();
    expect(isServed(scope, target)).toBe(false);
    expect(outlet.wanted()).toBe(false);
  });
});

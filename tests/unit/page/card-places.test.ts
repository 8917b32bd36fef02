import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findAnchors } from '../../../entrypoints/helper.content/card-anchors.ts';
import { SIGN, spotOn, type Taken } from '../../../entrypoints/helper.content/card-corner.ts';

const RUN = 'https://cdn.pika.art/results/run';
const page = parseHTML('<html><body></body></html>');
/** Where elements lie, by their id: left, top, width, height. Nothing is drawn here, so the test says so. */
const boxes = new Map<string, readonly [number, number, number, number]>();

beforeEach(() => {
  boxes.clear();
  for (const name of ['Element', 'HTMLAnchorElement', 'HTMLSourceElement', 'Node'] as const) vi.stubGlobal(name, page.window[name]);
  const { document } = page;
  vi.stubGlobal('document', document);
  Object.assign(page.window.Element.prototype, {
    getBoundingClientRect(this: Element) {
      const [left, top, width, height] = boxes.get(this.id) ?? (/^(?:body|html)$/i.test(this.tagName) ? [0, 0, 1000, 2000] : [0, 0, 0, 0]);
      return { left, top, width, height, right: left + width, bottom: top + height };
    },
  });
  // A player is a plain element here, without its address.
  vi.stubGlobal('HTMLMediaElement', { [Symbol.hasInstance]: ({ localName }: Element) => localName === 'video' });
  Object.defineProperty(page.window.HTMLElement.prototype, 'src', { configurable: true, get(this: Element) { return this.getAttribute('src') ?? ''; } });
  // The topmost first, as they would be painted: what comes later in the document lies above.
  Object.assign(document, {
    elementsFromPoint: (x: number, y: number) =>
      Array.from(document.querySelectorAll('[id]'))
        .filter(({ id }) => {
          const [left, top, width, height] = boxes.get(id) ?? [0, 0, 0, 0];
          return x >= left && x <= left + width && y >= top && y <= top + height;
        })
        .reverse(),
  });
});
afterEach(() => vi.unstubAllGlobals());

function draw(html: string, places: Readonly<Record<string, readonly [number, number, number, number]>> = {}): void {
  page.document.body.innerHTML = html;
  for (const [id, place] of Object.entries(places)) boxes.set(id, place);
}
const byId = (id: string): Element => {
  const found = page.document.getElementById(id);
  if (found === null) throw new Error(`no ${id}`);
  return found;
};

describe('where the page shows clips', () => {
  const found = () => [...findAnchors().values()].map(({ element, key }) => [element.id, key]);

  it('is each player, whether the file stands in it or in its source', () => {
    draw(`<video id="one" src="${RUN}/1.mp4"></video><video id="two"><source src="${RUN}/2.mp4"></video><video id="film" src="https://cdn.pika.art/pika/2.5/launch/hero.mp4"></video>`);
    expect(found()).toEqual([['one', '/results/run/1.mp4'], ['two', '/results/run/2.mp4']]);
  });

  it('is the picture beside a link, but where the clip has its player', () => {
    draw(`<div><div><img id="still"></div><a href="${RUN}/1.mp4">Download</a></div><video id="player" src="${RUN}/2.mp4"></video><div><img id="other"><a href="${RUN}/2.mp4">Download</a></div>`, { still: [0, 0, 200, 100], other: [0, 0, 200, 100] });
    expect(found()).toEqual([['player', '/results/run/2.mp4'], ['still', '/results/run/1.mp4']]);
  });

  it('is no small mark, and no picture of another card around it', () => {
    draw(`<div><img id="large"><div><img id="mark"><a href="${RUN}/1.mp4">x</a></div></div>`, { large: [0, 0, 400, 300], mark: [0, 0, 59, 300] });
    expect(found()).toEqual([]);
    boxes.set('mark', [0, 0, 60, 40]);
    expect(found()).toEqual([['mark', '/results/run/1.mp4']]);
  });

  it('is not looked for in half of the page around a link', () => {
    const deep = (levels: number) => `<img id="far">${'<div>'.repeat(levels)}<a href="${RUN}/1.mp4">x</a>${'</div>'.repeat(levels)}`;
    draw(`<section>${deep(4)}</section>`, { far: [0, 0, 400, 300] });
    expect(found()).toEqual([['far', '/results/run/1.mp4']]);
    draw(`<section>${deep(5)}</section>`);
    expect(found()).toEqual([]);
  });

  it('follows a player whose file changes', () => {
    draw(`<video id="one" src="${RUN}/1.mp4"></video>`);
    expect(found()).toEqual([['one', '/results/run/1.mp4']]);
    byId('one').setAttribute('src', `${RUN}/3.mp4`);
    expect(found()).toEqual([['one', '/results/run/3.mp4']]);
  });
});

describe('the corner of a video in which its sign stands', () => {
  const WIDE = [100, 100, 320, 180] as const;
  let taken: Taken;
  beforeEach(() => {
    taken = new Map();
  });
  const spot = (isOurs: (element: Element) => boolean = () => false) => spotOn(byId('film'), 'key', taken, isOurs);
  const card = (inside: string, places: Readonly<Record<string, readonly [number, number, number, number]>>): void =>
    draw(`<div id="card"><video id="film"></video>${inside}</div>`, { card: [90, 90, 340, 260], film: WIDE, ...places });

  it('is the first that is free, within the video', () => {
    card('', {});
    expect(spot()).toEqual({ corner: 'top-left', narrow: false, x: 100 + SIGN.gap, y: 100 + SIGN.gap });
  });

  it.each([
    ['a button', '<button id="it">Like</button>'],
    ['what is in a button', '<button><span id="it"></span></button>'],
    ['words', '<p id="it">2:15</p>'],
    ['something that takes a key', '<div id="it" tabindex="0"></div>'],
  ])('is the next one where %s stands', (_name, html) => {
    card(html, { it: [105, 105, 40, 40] });
    expect(spot()).toMatchObject({ corner: 'top-right', x: 100 + 320 - SIGN.gap, y: 100 + SIGN.gap });
  });

  it('is not given up by a veil without words, nor by what holds the video', () => {
    card('<div id="veil"></div>', { veil: WIDE });
    expect(spot()?.corner).toBe('top-left');
    draw('<a id="card" href="/video"><video id="film"></video><div id="veil"></div></a>', { card: WIDE, film: WIDE, veil: WIDE });
    expect(spot()?.corner).toBe('top-left');
  });

  it('is not lost while what holds the video, with words of its own, takes the pointer for it', () => {
    draw('<a id="card" href="/video">Red fox<video id="film"></video></a>', { card: WIDE, film: WIDE });
    const all = page.document.elementsFromPoint.bind(page.document);
    Object.assign(page.document, { elementsFromPoint: (x: number, y: number) => all(x, y).filter(({ id }) => id !== 'film') });
    expect([spot(), taken.size]).toEqual([null, 0]);
    Object.assign(page.document, { elementsFromPoint: all });
    expect(spot()?.corner).toBe('top-left');
  });

  it('is none while something from elsewhere lies over it, and the same once that is gone', () => {
    draw('<div id="card"><video id="film"></video></div><div id="dialog"></div>', { card: [90, 90, 340, 260], film: WIDE, dialog: [0, 0, 1000, 1000] });
    expect(spot()).toBeNull();
    boxes.delete('dialog');
    expect(spot()?.corner).toBe('top-left');
  });

  it('is not left for what is ours', () => {
    draw('<div id="card"><video id="film"></video></div><div id="ours"></div>', { card: [90, 90, 340, 260], film: WIDE, ours: [0, 0, 1000, 1000] });
    expect(spot(({ id }) => id === 'ours')?.corner).toBe('top-left');
  });

  it('is not taken back from a button that has faded', () => {
    card('<button id="it">Like</button>', { it: [105, 105, 40, 40] });
    spot();
    boxes.delete('it');
    expect(spot()?.corner).toBe('top-right');
    taken.clear();
    expect(spot()?.corner).toBe('top-left');
  });

  it('is none at the foot of a player with controls, and none where all are taken', () => {
    card('<button id="left"></button><button id="right"></button>', { left: [105, 105, 40, 40], right: [375, 105, 40, 40] });
    expect(spot()).toMatchObject({ corner: 'bottom-right', y: 100 + 180 - SIGN.gap - SIGN.height });
    byId('film').setAttribute('controls', '');
    expect(spot()).toBeNull();
  });

  it('holds a sign without words where the video is narrow, and none where it is tiny', () => {
    card('', { film: [100, 100, 169, 120] });
    expect(spot()).toMatchObject({ narrow: true });
    boxes.set('film', [100, 100, 59, 120]);
    expect(spot()).toBeNull();
    boxes.set('film', [100, 100, 169, 2 * SIGN.gap + SIGN.height - 1]);
    expect(spot()).toBeNull();
  });
});

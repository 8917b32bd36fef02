import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_PLACE, nextCorner, parsePlace, placeOf } from '../../../lib/domain/page-place.ts';

const VIEW = { width: 1000, height: 600 };

describe('the badge’s place', () => {
  it('is kept from the nearest corner', () => {
    const box = { width: 150, height: 30 };
    expect(placeOf({ ...box, left: 840, top: 10 }, VIEW, false)).toEqual({ side: 'right', edge: 'top', dx: 10, dy: 10, small: false });
    expect(placeOf({ ...box, left: 20, top: 550 }, VIEW, true)).toEqual({ side: 'left', edge: 'bottom', dx: 20, dy: 20, small: true });
  });

  it('stays in the window wherever it is dropped, and survives being kept', () => {
    const number = fc.integer({ min: -5000, max: 5000 });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 20, max: 3000 }), fc.integer({ min: 20, max: 3000 }), fc.boolean(), (left, top, width, height, small) => {
        const place = placeOf({ left, top, width: 150, height: 30 }, { width, height }, small);
        expect(place.dx).toBeLessThanOrEqual(Math.max(0, width - 150) / 2 + 1);
        expect(place.dy).toBeLessThanOrEqual(Math.max(0, height - 30) / 2 + 1);
        expect(parsePlace(JSON.parse(JSON.stringify(place)))).toEqual(place);
      }),
    );
  });

  it('is read back from storage, and nothing else is', () => {
    fc.assert(fc.property(fc.anything(), (value) => {
      const place = parsePlace(value);
      expect(parsePlace(place)).toEqual(place);
    }));
    for (const bad of [null, 7, [], { ...FIRST_PLACE, dx: Number.NaN }, { ...FIRST_PLACE, dy: -1 }, { ...FIRST_PLACE, side: 'middle' }, { ...FIRST_PLACE, edge: '' }, { ...FIRST_PLACE, small: 1 }, { ...FIRST_PLACE, dx: 1e9 }]) {
      expect(parsePlace(bad)).toBeNull();
    }
  });

  it('goes round all four corners', () => {
    const corners = new Set<string>();
    let place = FIRST_PLACE;
    for (let i = 0; i < 4; i += 1) {
      place = nextCorner(place);
      corners.add(`${place.side} ${place.edge}`);
    }
    expect(corners.size).toBe(4);
    expect(place).toEqual(FIRST_PLACE);
  });
});

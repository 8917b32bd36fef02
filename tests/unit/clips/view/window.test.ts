import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsIn, sliceAt, stepOf } from '../../../../lib/domain/clips/view/window.ts';

describe('a window onto a long list', () => {
  const layout = { columns: 4, rowHeight: 100 };

  it('shows the rows that it covers and the spare ones around them', () => {
    expect(sliceAt(10_000, layout, { top: 0, height: 500 }, 2)).toEqual({ from: 0, to: 32, height: 250_000 });
    expect(sliceAt(10_000, layout, { top: 10_050, height: 500 }, 2)).toEqual({ from: 392, to: 432, height: 250_000 });
  });

  it('shows the last rows when it stands beyond the end, as after a search that finds less', () => {
    expect(sliceAt(10, layout, { top: 90_000, height: 500 }, 2)).toEqual({ from: 0, to: 10, height: 300 });
    expect(sliceAt(0, layout, { top: 90_000, height: 500 }, 2)).toEqual({ from: 0, to: 0, height: 0 });
  });

  it('leaves no gap and draws a bounded number, wherever it stands', () => {
    const any = fc.record({ count: fc.nat(20_000), columns: fc.integer({ min: 1, max: 9 }), rowHeight: fc.double({ min: 20, max: 500, noNaN: true }), share: fc.double({ min: 0, max: 1, noNaN: true }), height: fc.integer({ min: 0, max: 3000 }) });
    fc.assert(
      fc.property(any, ({ count, columns, rowHeight, share, height }) => {
        const whole = Math.ceil(count / columns) * rowHeight;
        const top = share * Math.max(0, whole - height);
        const { from, to } = sliceAt(count, { columns, rowHeight }, { top, height }, 1);
        const covered = Math.floor(from / columns) * rowHeight <= top && (to === count || Math.ceil(to / columns) * rowHeight >= top + height);
        expect(covered && from >= 0 && to <= count).toBe(true);
        expect(to - from).toBeLessThanOrEqual((Math.ceil(height / rowHeight) + 4) * columns);
      }),
    );
  });

  it('has at least one column, however narrow', () => {
    expect(columnsIn(10, 200, 12)).toBe(1);
    expect(columnsIn(423, 200, 12)).toBe(2);
    expect(columnsIn(411, 200, 12)).toBe(1);
  });
});

describe('the arrow keys', () => {
  /** 0 1 2 3 / 4 5 6 7 / 8 9 */
  const step = (key: string, at: number): number | null => stepOf(key, at, 10, 4, 2);

  it.each([
    ['ArrowRight', 3, 4],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 5],
    ['ArrowDown', 7, 9],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 9, 5],
    ['ArrowUp', 2, 2],
    ['PageDown', 1, 9],
    ['PageUp', 9, 1],
    ['Home', 7, 0],
    ['End', 0, 9],
    ['x', 4, null],
  ])('%s goes from %i to %j', (key, at, to) => {
    expect(step(key, at)).toBe(to);
  });

  it('go nowhere in an empty list', () => {
    expect(stepOf('ArrowDown', 0, 0, 4, 2)).toBeNull();
  });
});

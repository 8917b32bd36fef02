import { describe, expect, it } from 'vitest';
import { all, NOTHING, reach, toggle } from '../../../../lib/domain/clips/view/selection.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const of = ({ chosen }: { readonly chosen: ReadonlySet<string> }): string => [...chosen].sort().join('');

describe('choosing clips', () => {
  it('takes and drops one', () => {
    const one = toggle(toggle(NOTHING, 'b'), 'd');
    expect(of(one)).toBe('bd');
    expect(of(toggle(one, 'b'))).toBe('d');
  });

  it('reaches from the last one that was pressed, either way, and again from there', () => {
    const from = toggle(NOTHING, 'c');
    expect(of(reach(from, 'e', ORDER))).toBe('cde');
    expect(of(reach(from, 'a', ORDER))).toBe('abc');
    expect(of(reach(reach(from, 'e', ORDER), 'b', ORDER))).toBe('bcde');
  });

  it('keeps what was chosen before a reach', () => {
    expect(of(reach(toggle(toggle(NOTHING, 'a'), 'c'), 'd', ORDER))).toBe('acd');
  });

  it('takes one alone when the beginning of the range is not shown any more, and begins there next', () => {
    const from = reach(toggle(NOTHING, 'z'), 'b', ORDER);
    expect(of(from)).toBe('bz');
    expect(of(reach(from, 'd', ORDER))).toBe('bcdz');
  });

  it('ignores what is not in the list', () => {
    expect(of(reach(toggle(NOTHING, 'a'), 'z', ORDER))).toBe('a');
  });

  it('takes all that was found, and nothing that nobody sees', () => {
    expect(of(all(['b', 'c']))).toBe('bc');
    expect(of(reach(all(['b', 'c']), 'e', ORDER))).toBe('bce');
  });
});

import { describe, expect, it } from 'vitest';
import { contrast, Palette } from '../../support/contrast.ts';

const TONES = ['good', 'busy', 'wait', 'warn', 'bad', 'quiet'];
/** What WCAG 2 AA asks of text, and of signs and the edges of controls. */
const TEXT = 4.5;
const SIGN = 3;

describe('contrast', () => {
  it('is that of WCAG 2', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
    expect(contrast([10, 20, 30], [10, 20, 30])).toBe(1);
  });
});

describe.each(['light', 'dark'] as const)('colours in the %s', (scheme) => {
  const palette = new Palette(scheme, ['components/shared/tokens.css', 'components/dashboard/dashboard.css']);

  it.each(['ink', 'muted', 'accent', ...TONES])('%s is readable on paper and on cards', (name) => {
    expect(palette.contrast(name, 'surface')).toBeGreaterThanOrEqual(TEXT);
    expect(palette.contrast(name, 'paper')).toBeGreaterThanOrEqual(TEXT);
  });

  it.each(TONES)('text, links and signs are readable on the ground of tone %s', (tone) => {
    for (const name of ['ink', 'muted', 'accent', tone]) expect(palette.contrast(name, palette.tinted(tone))).toBeGreaterThanOrEqual(TEXT);
    // The sign in a status disc is as light as a card.
    expect(palette.contrast('surface', tone)).toBeGreaterThanOrEqual(SIGN);
  });

  it('words on the main button, on labels and in what is said are readable', () => {
    expect(palette.contrast('accent-ink', 'accent')).toBeGreaterThanOrEqual(TEXT);
    expect(palette.contrast('accent-ink', 'accent-hover')).toBeGreaterThanOrEqual(TEXT);
    expect(palette.contrast('accent-hover', 'surface')).toBeGreaterThanOrEqual(TEXT);
    expect(palette.contrast('ink', 'track')).toBeGreaterThanOrEqual(TEXT);
    expect(palette.contrast('paper', 'ink')).toBeGreaterThanOrEqual(TEXT);
  });

  it('progress stands out from its track', () => {
    for (const tone of ['good', 'busy', 'warn']) expect(palette.contrast(tone, 'track')).toBeGreaterThanOrEqual(SIGN);
  });

  it('the focus and the edges of controls stand out from what they lie on', () => {
    for (const ground of ['paper', 'surface']) for (const edge of ['accent', 'muted']) expect(palette.contrast(edge, ground)).toBeGreaterThanOrEqual(SIGN);
  });

  it.each(['up', 'brief', 'partial', 'down'])('a day that is %s stands out from its card, and its key from the page', (grade) => {
    expect(palette.contrast(`bar-${grade}`, 'surface')).toBeGreaterThanOrEqual(SIGN);
    expect(palette.contrast(`bar-${grade}`, 'paper')).toBeGreaterThanOrEqual(SIGN);
  });

  it('a day that could not be judged, and one that was not watched, look like nothing that was seen', () => {
    for (const grade of ['up', 'brief', 'partial', 'down']) expect(palette.contrast('bar-none', `bar-${grade}`)).toBeGreaterThanOrEqual(1.5);
    expect(palette.contrast('warn', 'bar-none')).toBeGreaterThanOrEqual(SIGN);
  });

  it.each(['accent', 'warn', 'good', 'ink', 'muted'])('the line %s of a chart stands out from its card', (name) => {
    expect(palette.contrast(name, 'surface')).toBeGreaterThanOrEqual(SIGN);
  });
});

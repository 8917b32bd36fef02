import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('components/shared/tokens.css', 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

type Colour = readonly [number, number, number];

function token(scheme: string, name: string): string {
  return new RegExp(`--${name}:\\s*([^;]+);`, 'u').exec(scheme)?.[1] ?? '';
}

function colour(scheme: string, name: string): Colour {
  const [red, green, blue] = (/^#(..)(..)(..)$/u.exec(token(scheme, name)) ?? []).slice(1).map((part) => Number.parseInt(part, 16));
  if (red === undefined || green === undefined || blue === undefined) throw new Error(`no colour ${name}`);
  return [red, green, blue];
}

function luminance(rgb: Colour): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As WCAG 2 defines it. */
function contrast(one: Colour, other: Colour): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function tinted(scheme: string, tone: string): Colour {
  const share = Number.parseFloat(token(scheme, 'tint')) / 100;
  const [from, onto] = [colour(scheme, tone), colour(scheme, 'surface')];
  const mix = (index: 0 | 1 | 2) => from[index] * share + onto[index] * (1 - share);
  return [mix(0), mix(1), mix(2)];
}

const TONES = ['good', 'busy', 'wait', 'warn', 'bad', 'quiet'];

describe.each([['light', light], ['dark', dark]])('colours in the %s', (_, scheme) => {
  it.each(['ink', 'muted', 'accent', ...TONES])('%s is readable on paper and on cards', (name) => {
    expect(contrast(colour(scheme, name), colour(scheme, 'surface'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour(scheme, name), colour(scheme, 'paper'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(TONES)('text and signs are readable on the ground of tone %s', (tone) => {
    for (const name of ['ink', 'muted', tone]) expect(contrast(colour(scheme, name), tinted(scheme, tone))).toBeGreaterThanOrEqual(4.5);
  });

  it('words on the main button and on labels are readable', () => {
    expect(contrast(colour(scheme, 'accent-ink'), colour(scheme, 'accent'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour(scheme, 'accent-ink'), colour(scheme, 'accent-hover'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour(scheme, 'ink'), colour(scheme, 'track'))).toBeGreaterThanOrEqual(4.5);
  });

  it('bars stand out from their track', () => {
    for (const tone of ['good', 'busy', 'warn']) expect(contrast(colour(scheme, tone), colour(scheme, 'track'))).toBeGreaterThanOrEqual(3);
  });
});

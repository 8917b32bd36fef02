/** Colours of the style sheets, and how well they are told apart. */
import { readFileSync } from 'node:fs';

export type Colour = readonly [red: number, green: number, blue: number];

/** The tokens of one colour scheme. */
export class Palette {
  readonly #css: string;

  /** @param files style sheets whose tokens stand in `:root`, the dark ones in a block of their own */
  constructor(scheme: 'light' | 'dark', files: readonly string[]) {
    const parts = files.map((file) => readFileSync(file, 'utf8').split('@media (prefers-color-scheme: dark)'));
    this.#css = parts.map(([light = '', dark = '']) => (scheme === 'light' ? light : dark.slice(0, dark.indexOf('\n}')))).join('\n');
  }

  /** A token as it is written; empty for none. */
  token(name: string): string {
    return new RegExp(`--${name}:\\s*([^;]+);`, 'u').exec(this.#css)?.[1] ?? '';
  }

  colour(name: string): Colour {
    const [red, green, blue] = (/^#(..)(..)(..)$/u.exec(this.token(name)) ?? []).slice(1).map((part) => Number.parseInt(part, 16));
    if (red === undefined || green === undefined || blue === undefined) throw new Error(`no colour ${name}`);
    return [red, green, blue];
  }

  /** A card's ground with a share of a tone in it, as notices and the header have it. */
  tinted(tone: string): Colour {
    const share = Number.parseFloat(this.token('tint')) / 100;
    const [from, onto] = [this.colour(tone), this.colour('surface')];
    const mix = (index: 0 | 1 | 2) => from[index] * share + onto[index] * (1 - share);
    return [mix(0), mix(1), mix(2)];
  }

  /** 1 to 21. Each is a token's name, or a colour. */
  contrast(one: string | Colour, other: string | Colour): number {
    const of = (which: string | Colour): Colour => (typeof which === 'string' ? this.colour(which) : which);
    return contrast(of(one), of(other));
  }
}

/** As WCAG 2 defines it: 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

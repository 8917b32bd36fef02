/** What several repetitions came to. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** @param values at least one */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { median, min: at(0), max: at(sorted.length - 1), count: sorted.length };
}

/** `5.1 ms (4.8–6.0, n = 5)`: median, least, most, repetitions. */
export function words({ median, min, max, count }: Spread, unit: string): string {
  return `${short(median)} ${unit} (${short(min)}–${short(max)}, n = ${count})`;
}

/** Three figures, as far as they mean something. */
export function short(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2);
}

/** Runs each way once a round, in an order that moves on from round to round, and returns what each came to. */
export async function alternate<Name extends string>(rounds: number, ways: Readonly<Record<Name, () => Promise<number>>>): Promise<Record<Name, number[]>> {
  const names = Object.keys(ways) as Name[]; // the keys that the type tells
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    const start = round % names.length;
    for (const name of [...names.slice(start), ...names.slice(0, start)]) results[name].push(await ways[name]());
  }
  return results;
}

/** Each round's own ratio: what the machine did in that round hits both sides. */
export function ratios(ours: readonly number[], theirs: readonly number[]): Spread {
  return spread(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}

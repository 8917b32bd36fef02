/** Feeds one parser with broken inputs and looks at what it does with them. */
import { Chance } from './chance.ts';

/** One parser, and inputs for it. */
export interface Target {
  readonly name: string;
  /** An input; only chance decides, so that its number is enough to make it again. */
  make(chance: Chance): unknown;
  /** Reads it. What it throws is a find; what it gives back is weighed. */
  read(input: unknown): unknown;
  /** A sentence when what came out breaks a promise of the parser; null when all is well. */
  judge?(output: unknown, input: unknown): string | null;
  /** Most that may come out, in characters and fields, for an input of so many; the default is generous. */
  most?(size: number): number;
}

export interface Find {
  readonly target: string;
  readonly number: number;
  readonly what: string;
  /** The start of the input, as it can be shown. */
  readonly input: string;
}

export interface Hunt {
  readonly runs: number;
  readonly finds: readonly Find[];
  /** Inputs that the parser made something of: a hunt in which all are refused proves little. */
  readonly read: number;
}

const MAX_FINDS = 5;

/** Everything that every object shares. */
const SHARED: readonly object[] = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Number.prototype, Map.prototype, RegExp.prototype, Object];

/** How many own properties the shared objects have. The one that everything inherits from is counted after each input. */
function sharedKeys(all: boolean): number {
  if (!all) return Reflect.ownKeys(Object.prototype).length;
  return SHARED.reduce((count, one) => count + Reflect.ownKeys(one).length, 0);
}

/** How much a value holds, in characters and fields; stops counting at `limit`, so that not even a cycle goes on for ever. */
export function weigh(value: unknown, limit: number): number {
  let weight = 0;
  const open: unknown[] = [value];
  const met = new Set<unknown>();
  while (open.length > 0 && weight <= limit) {
    const one = open.pop();
    weight += 1;
    if (typeof one === 'string') weight += one.length;
    else if (ArrayBuffer.isView(one)) weight += one.byteLength;
    else if (met.has(one)) continue;
    else if (one instanceof Map || one instanceof Set) open.push(...one);
    else if (typeof one === 'object' && one !== null) {
      met.add(one);
      // An own property hides whatever it is named after, so reading it calls nothing.
      for (const key of Object.keys(one)) open.push(Reflect.get(one, key));
    }
  }
  return weight;
}

/**
 * @param from number of the first input; the same seed and number make the same input at any time
 * @param progress called every `every` inputs with the number of the last one
 */
export function hunt(target: Target, seed: number, from: number, runs: number, progress: (number: number) => void = () => {}, every = 5000): Hunt {
  const finds: Find[] = [];
  const before = { one: sharedKeys(false), all: sharedKeys(true) };
  let read = 0;
  for (let number = from; number < from + runs && finds.length < MAX_FINDS; number += 1) {
    const input = target.make(new Chance(seed, number));
    const found = tryOne(target, input);
    const changed = sharedKeys(false) !== before.one || (number % 100 === 0 && sharedKeys(true) !== before.all);
    if (changed) {
      finds.push({ target: target.name, number, what: 'changes what all objects share, it or one of the 100 before', input: shown(input) });
      break;
    }
    if (found.what !== null) finds.push({ target: target.name, number, what: found.what, input: shown(input) });
    if (found.made) read += 1;
    if ((number - from) % every === every - 1) progress(number);
  }
  return { runs, finds, read };
}

function tryOne(target: Target, input: unknown): { what: string | null; made: boolean } {
  let output: unknown;
  try {
    output = target.read(input);
  } catch (error) {
    return { what: `throws ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' | ') : String(error)}`, made: false };
  }
  const size = weigh(input, 10_000_000);
  const most = target.most?.(size) ?? 20_000 + 8 * size;
  if (weigh(output, most) > most) return { what: `makes more than ${most} out of ${size}`, made: true };
  return { what: target.judge?.(output, input) ?? null, made: isMade(output) };
}

/** Whether something was made of the input rather than refused. */
function isMade(output: unknown): boolean {
  if (output === null || output === undefined || output === false) return false;
  const kind: unknown = typeof output === 'object' ? (Reflect.get(output, 'kind') ?? Reflect.get(output, 'ok')) : undefined;
  return kind !== 'failure' && kind !== false && kind !== 'other' && kind !== 'foreign';
}

function shown(input: unknown): string {
  const text = typeof input === 'string' ? input : JSON.stringify(input, (_key, value: unknown) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value));
  return text.length > 600 ? `${text.slice(0, 600)}… (${text.length})` : text;
}

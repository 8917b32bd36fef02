/**
 * Leaf: an outcome that is a value. Nothing in `lib` throws for what the outside world may do; it answers
 * with a `Failure` whose `kind` the caller can switch on. Text is for people, never for logic.
 */
export interface Failure<Kind extends string = string> {
  readonly kind: Kind;
  /** One plain sentence, fit to be shown. Holds no token, prompt or media URL. */
  readonly message: string;
  readonly cause?: unknown;
}

export type Result<Value, Kind extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure<Kind> };

export function ok<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function fail<Kind extends string>(
  kind: Kind,
  message: string,
  cause?: unknown,
): { ok: false; failure: Failure<Kind> } {
  return { ok: false, failure: cause === undefined ? { kind, message } : { kind, message, cause } };
}

/** Marks a branch that the types say cannot be reached; reaching it is a defect, so it throws. */
export function never(value: never): never {
  throw new Error(`unexpected ${String(value)}`);
}

/** What rows of the store are read by: whatever lies there is `unknown` until it has passed one of these. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

/** A moment, a duration or a status: any finite number that is not negative. */
export function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

export function momentOrNull(value: unknown): number | null {
  return isMoment(value) ? value : null;
}

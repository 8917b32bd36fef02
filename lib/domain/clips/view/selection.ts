/** Which clips a bulk action is for. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** Where a range begins: the last one that was chosen or dropped alone. */
  readonly anchor: string | null;
}

export const NOTHING: Selection = { chosen: new Set(), anchor: null };

/** Chooses one more, or drops it. */
export function toggle({ chosen }: Selection, id: string): Selection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { chosen: next, anchor: id };
}

/** Adds all between the anchor and `id`, both included, as they stand in `order`. Without an anchor that stands there, `id` alone. */
export function reach({ chosen, anchor }: Selection, id: string, order: readonly string[]): Selection {
  const to = order.indexOf(id);
  if (to === -1) return { chosen, anchor };
  const start = anchor === null ? -1 : order.indexOf(anchor);
  const from = start === -1 ? to : start;
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { chosen: new Set([...chosen, ...range]), anchor: start === -1 ? id : anchor };
}

/** Everything that was found; what was chosen before and is not among it is dropped, or an action would reach what nobody sees. */
export function all(order: readonly string[]): Selection {
  return { chosen: new Set(order), anchor: null };
}

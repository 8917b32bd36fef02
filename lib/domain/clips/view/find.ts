/** Filtering in steps, so that ten thousand prompts never hold up a key press. */

/**
 * Goes through `items` in order. Yields after every `step` of them; returns what passes.
 * @param test decides about one item
 */
export function* findIn<Item>(items: readonly Item[], test: (item: Item) => boolean, step: number): Generator<void, readonly Item[]> {
  const found: Item[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % step === 0) yield;
    if (test(item)) found.push(item);
  }
  return found;
}

import { card, decoysFor } from './card.ts';
import { config } from './config.ts';
import { element } from './element.ts';
import type { Result } from './library.ts';

const OPEN_STATES = ['queued', 'pending', 'started', 'processing', 'running'];

/** The library's cards, newest first, and the results behind them. */
export class Grid {
  readonly node = element('div', { class: 'grid' });
  readonly #open: (id: string) => void;
  #results: Result[] = [];

  constructor(open: (id: string) => void) {
    this.#open = open;
  }

  get results(): readonly Result[] {
    return this.#results;
  }

  result(id: string): Result | undefined {
    return this.#results.find((one) => one.id === id);
  }

  pendingIds(): string[] {
    return this.#results.filter(({ videos }) => OPEN_STATES.includes(videos[0]?.status ?? '')).map(({ id }) => id);
  }

  lastId(): string {
    return this.#results.at(-1)?.id ?? '';
  }

  set(results: readonly Result[]): void {
    this.#results = [...results];
    this.#renderAll();
  }

  addFirst(result: Result): void {
    this.set([result, ...this.#results.filter(({ id }) => id !== result.id)]);
  }

  /** Older results, behind those that are shown. */
  append(results: readonly Result[]): number {
    const fresh = results.filter(({ id }) => !this.result(id));
    this.#results.push(...fresh);
    this.node.append(...fresh.map((result) => card(result, this.#open)));
    return fresh.length;
  }

  /** Takes in what a poll brought; unknown results are new and go first. */
  update(results: readonly Result[]): void {
    const changed = results.filter((result) => JSON.stringify(result) !== JSON.stringify(this.result(result.id)));
    const fresh = changed.filter(({ id }) => !this.result(id));
    this.#results = [...fresh, ...this.#results.map((old) => changed.find(({ id }) => id === old.id) ?? old)];
    if (config.rerender === 'all' || fresh.length > 0) this.#renderAll();
    else for (const result of changed) this.#replace(result);
  }

  #replace(result: Result): void {
    const index = this.#results.findIndex(({ id }) => id === result.id);
    const cards = this.node.querySelectorAll('.card:not(.decoy)');
    cards[index]?.replaceWith(card(result, this.#open));
  }

  #renderAll(): void {
    const decoys = config.decoys ? decoysFor('library') : [];
    const cards = this.#results.map((result) => card(result, this.#open));
    this.node.replaceChildren(...cards.slice(0, 2), ...decoys, ...cards.slice(2));
  }
}

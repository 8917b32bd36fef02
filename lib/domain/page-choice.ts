/** What of ours stands on pika.art, by the user's choice. Without both, jobs are followed and clips saved all the same. */
export interface PageChoice {
  /** The badge with the status and its card. */
  readonly badge: boolean;
  /** A state and a button on each video. */
  readonly cards: boolean;
}

export const DEFAULT_PAGE_CHOICE: PageChoice = { badge: true, cards: true };

/** Whatever is stored or sent becomes a choice: only a plain "no" takes something away. */
export function parsePageChoice(raw: unknown): PageChoice {
  const { badge, cards }: Partial<Record<keyof PageChoice, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  return { badge: badge !== false, cards: cards !== false };
}

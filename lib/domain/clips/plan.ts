import type { Clip } from './clip.ts';
import type { Gate } from './gate.ts';
import type { Save } from './save.ts';
import type { SavingSettings } from './saving-settings.ts';

/** A row of the ledger with the clip that it is about. */
interface Row {
  readonly save: Save;
  readonly clip: Clip;
}

/**
 * Which rows a round would begin: `due` ones in their order (`asked`: of those only what the user asked for; `known`: whose
 * turns an earlier plan has told), or of the due ones the first tries for clips that somebody waits for.
 */
export type Wish =
  | { readonly kind: 'due'; readonly limit: number; readonly asked: boolean; readonly known: readonly string[] }
  | { readonly kind: 'express'; readonly limit: number }
  | null;

/** What may begin, from what runs and what the gate says. Pure: it is called inside a transaction. */
export type MakeWish = (running: readonly Row[], gate: Gate) => Wish;

/** All that one round rests on, as of one moment. */
export interface Plan {
  /** Rows that are downloading or verifying. */
  readonly running: readonly Row[];
  /** What the user's pause, obstacles and the day's limits let begin, besides what runs. */
  readonly gate: Gate;
  readonly saving: SavingSettings;
  /** What was wished for. */
  readonly rows: readonly Row[];
  /** Clips whose turn comes after those, as far as was looked: the next wish can name them, and saves a look. */
  readonly next: readonly string[];
}

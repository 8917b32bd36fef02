/** Whether Pika makes this user's videos, and how fast: the state of the monitor `pika-generation`. */
import type { GenerationFact } from './evidence.ts';
import type { StuckJob } from './stuck.ts';
import type { Usual } from './waits.ts';

export const GENERATION_STATUSES = ['up', 'degraded', 'down', 'unknown'] as const;
export type GenerationStatus = (typeof GENERATION_STATUSES)[number];

/** Why it is not up; null while it is up or not known. */
export const GENERATION_REASONS = ['nothing-made', 'model-unavailable', 'exports-broken', 'slow'] as const;
export type GenerationReason = (typeof GENERATION_REASONS)[number];

export const PART_STATUSES = ['works', 'slow', 'unavailable', 'failing', 'unknown'] as const;

/** How one model or one feature of Pika's fares for this user. `name` is Pika's own word; null when no job named one. */
export interface PartHealth {
  readonly name: string | null;
  /** `unavailable`: it fails while another one works. */
  readonly status: (typeof PART_STATUSES)[number];
  /** Of the newest watched outcomes of the last two hours, at most eight. */
  readonly made: number;
  readonly failed: number;
  /** Median of the waits of the last hour, those that go on among them where they are too long (ms); null for none. */
  readonly waitMs: number | null;
  /** Median from submit to running of the last hour's; null where none was watched. */
  readonly startMs: number | null;
}

/** A model, with what is usual for it at this hour. */
export interface ModelHealth extends PartHealth {
  readonly usual: Usual;
  readonly usualStart: Usual;
}

export interface GenerationHealth {
  readonly status: GenerationStatus;
  readonly reason: GenerationReason | null;
  /** When the status began; of a slowness, when the first job went over its limit; of failures, the first one. */
  readonly since: number;
  /** For people; holds no moment, so that it can be kept. */
  readonly sentence: string;
  readonly judgedAt: number;
  /** When the newest of what the status rests on was seen; while it is not known, what was known last. Null before the first. */
  readonly seenAt: number | null;
  /** The newest moment that has become a check of the history, 0 for none; null where that was never noted. */
  readonly checkedAt: number | null;
  readonly perModel: readonly ModelHealth[];
  readonly perFeature: readonly PartHealth[];
  readonly stuck: readonly StuckJob[];
  /** Newest last, at most `MAX_FACTS`. */
  readonly facts: readonly GenerationFact[];
  /** `Job.id`s that a degradation rests on, at most 20: evidence for an incident. */
  readonly jobs: readonly string[];
}

export const MAX_FACTS = 100;

import type { Target } from './hunt.ts';
import { PIKA_TARGETS } from './pika-targets.ts';
import { SOURCE_TARGETS } from './source-targets.ts';

/** Every parser of what the outside says. */
export const TARGETS: readonly Target[] = [...SOURCE_TARGETS, ...PIKA_TARGETS];

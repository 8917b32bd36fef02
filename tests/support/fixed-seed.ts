import fc from 'fast-check';

/**
 * Property-based tests try the same inputs at every run, so that a red run can be run again. `PIKA_KEEPER_SEED` tries
 * others, and `PIKA_KEEPER_RUNS` more of them.
 */
const seed = Number(process.env['PIKA_KEEPER_SEED'] ?? 20_261_121);
const runs = Number(process.env['PIKA_KEEPER_RUNS'] ?? Number.NaN);

fc.configureGlobal(Number.isNaN(runs) ? { seed } : { seed, numRuns: runs });

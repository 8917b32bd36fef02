import fc from 'fast-check';
import { ARCHIVED_STATES, type ArchivedClip, type ArchiveEntry } from '../../../lib/domain/clips/archive/entry.ts';
import { SKIPS } from '../../../lib/domain/clips/gate.ts';
import { BULKS, PROOFS, SAVE_PROBLEMS } from '../../../lib/domain/clips/save.ts';
import { JOB_STATES, type JobMore, SOURCES } from '../../../lib/domain/jobs/job.ts';

/** Texts that break tables: quotes, separators, line ends, formulas, apostrophes, emoji. */
const hard = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.array(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', '""', ';', ',', 'a', '＝', '\u202e', '👩‍🎤', 'ß', '\\', ' '), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
);
const text = fc.option(hard.map((one) => one.toWellFormed()));
const at = fc.integer({ min: 0, max: 4e12 });
const when = fc.option(at);
const UUID = '0b54d0c4-0000-4000-8000-0000000000';

const clip = (n: number): fc.Arbitrary<ArchivedClip> =>
  fc.record({
    id: fc.constant(String(n).padStart(16, 'a')),
    videoId: text,
    variant: fc.record({ sfx: fc.boolean(), extended: fc.nat(9), upscaled: fc.boolean(), lipSynced: fc.boolean() }),
    url: fc.constant(`https://cdn.pika.art/v1/${UUID}${String(n % 100).padStart(2, '0')}/fox_${n}.mp4`),
    posterUrl: fc.option(fc.constant('https://cdn.pika.art/v1/poster.jpg')),
    durationSeconds: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    firstSeenAt: at,
    deadline: fc.record({ at, why: fc.constantFrom('url', 'source', 'assumed') }),
    save: save(),
  });

/** What the user asked for, with absent for no. */
const choices = fc.record({ awaited: fc.constant(true as const), asked: fc.constant(true as const), bulk: fc.constantFrom(...BULKS), number: fc.integer({ min: 1, max: 99_999 }) }, { requiredKeys: [] });

function save(): fc.Arbitrary<ArchivedClip['save']> {
  return fc
    .record({
      state: fc.constantFrom(...ARCHIVED_STATES),
      name: text,
      size: fc.nat(),
      problem: fc.option(fc.record({ kind: fc.constantFrom(...SAVE_PROBLEMS), at, httpStatus: fc.option(fc.integer({ min: 100, max: 599 })) })),
      proof: fc.constantFrom(...PROOFS),
      savedAt: at,
      measured: fc.option(fc.record({ width: fc.nat(4000), height: fc.option(fc.nat(4000)), durationSeconds: fc.constant(5.04) })),
      updatedAt: at,
      choices,
      skip: fc.option(fc.constantFrom(...SKIPS)),
    })
    .map(({ state, name, size, problem, proof, savedAt, measured, updatedAt, choices: chosen, skip }) => {
      const isSaved = state === 'saved';
      return { state, name, bytes: isSaved ? size : null, problem, proof: isSaved ? proof : null, savedAt: isSaved ? savedAt : null, ...(measured && { measured }), updatedAt, ...chosen, ...(state === 'skipped' && skip && { skip }) };
    });
}

const size = fc.option(fc.integer({ min: 1, max: 4000 }));

/** What a job API told; a verb is always there, so that it is never empty. */
const more: fc.Arbitrary<JobMore> = fc.record({
  queuePosition: fc.option(fc.nat(500)),
  parentJobId: fc.option(fc.constant('job:20261121-user:1000-bot')),
  verb: fc.constant('pika-create'),
  buttons: fc.array(hard.map((one) => one.toWellFormed()), { maxLength: 3 }),
  embeds: fc.array(fc.record({ type: text, description: text, imageUrl: fc.option(fc.constant('https://cdn.example/a.png')), width: size, height: size }), { maxLength: 2 }),
  content: text, log: text, createdAt: when, updatedAt: when,
  withheld: fc.array(fc.constantFrom('files.example.org', '=evil.example'), { maxLength: 3 }),
}).map(({ withheld, ...told }) => ({ ...told, ...(withheld.length > 0 && { withheld }) }));

const job: fc.Arbitrary<NonNullable<ArchiveEntry['job']>> = fc.record({
  state: fc.constantFrom(...JOB_STATES),
  rawStatus: text.map((one) => one ?? ''),
  progress: fc.option(fc.nat(100)),
  error: text,
  request: fc.record({
    prompt: text, negativePrompt: text, model: text, feature: text, resolution: text, seed: text.map((one) => one?.slice(0, 90) ?? null).map((one) => (one === '' ? null : (one?.toWellFormed() ?? null))),
    aspectRatio: fc.option(fc.double({ min: 0.01, max: 100, noNaN: true })),
    durationSeconds: fc.option(fc.nat(100)),
    creditCost: fc.option(fc.nat(1000)),
  }),
  firstSeenAt: at, lastSeenAt: at, stateSince: at, movedAt: at,
  finishedAt: when, queuedAt: when, runningAt: when, lastActiveAt: when,
  anomalies: fc.array(fc.record({ at, kind: fc.constantFrom('went-backwards', 'url-changed'), detail: text.map((one) => one ?? '') }), { maxLength: 2 }),
  order: fc.double({ min: 0, max: 4e12, noNaN: true }).map((one) => one + 0),
  more,
}).chain((one) => fc.boolean().map((hasMore) => (hasMore ? one : without(one, 'more'))));

function without<Row extends object, Key extends keyof Row>(row: Row, key: Key): Omit<Row, Key> {
  const { [key]: _left, ...rest } = row;
  return rest;
}

/** Entries with unique jobs and clips, as a ledger would hold them. */
export const entries: fc.Arbitrary<ArchiveEntry[]> = fc
  .array(fc.record({ source: fc.constantFrom(...SOURCES), job, clips: fc.nat(2), isOrphan: fc.boolean() }), { maxLength: 8 })
  .chain((drafts) =>
    fc.tuple(
      ...drafts.map(({ source, job: one, clips, isOrphan }, index) =>
        fc.record({
          source: fc.constant(source),
          jobId: fc.constant(`job-${index}`),
          job: fc.constant(isOrphan && clips > 0 ? null : one),
          clips: fc.tuple(...Array.from({ length: clips }, (_, nth) => clip(index * 10 + nth))),
        }),
      ),
    ),
  );

import { type BalanceReading, FACT_KINDS, type GenerationFact } from '../domain/health/generation/evidence.ts';
import { GENERATION_REASONS, GENERATION_STATUSES, type GenerationHealth, MAX_FACTS, type ModelHealth, PART_STATUSES, type PartHealth } from '../domain/health/generation/health.ts';
import type { Refusal } from '../domain/health/generation/refusal.ts';
import type { StuckJob } from '../domain/health/generation/stuck.ts';
import { USUAL_BASES, type Usual, type Wait } from '../domain/health/generation/waits.ts';
import { isMoment, isRow, momentOrNull } from './row-values.ts';

/** The key under which the verdict about own jobs is kept. */
export const GENERATION_HEALTH = 'generation';
/** Waits kept as the history of what is usual. */
export const MAX_WAITS = 2000;

/** A stored value as the verdict about own jobs; null when it is damaged: the next judgement makes it anew. */
export function parseGeneration(value: unknown): GenerationHealth | null {
  if (!isRow(value)) return null;
  const status = GENERATION_STATUSES.find((word) => word === value['status']);
  const { since, judgedAt, sentence, seenAt, checkedAt } = value;
  if (status === undefined || !isMoment(since) || !isMoment(judgedAt) || typeof sentence !== 'string') return null;
  return {
    status,
    since,
    judgedAt,
    sentence,
    seenAt: momentOrNull(seenAt),
    checkedAt: momentOrNull(checkedAt),
    reason: GENERATION_REASONS.find((word) => word === value['reason']) ?? null,
    perModel: listOf(value['perModel'], 100, parseModel),
    perFeature: listOf(value['perFeature'], 100, parsePart),
    stuck: listOf(value['stuck'], 200, parseStuck),
    facts: listOf(value['facts'], MAX_FACTS, parseFact),
    jobs: listOf(value['jobs'], 20, textOrNull),
  };
}

/** Stored balances, oldest first; damaged ones are left out. */
export function parseBalances(value: unknown): BalanceReading[] {
  return listOf(value, Infinity, (item) => (isRow(item) && isMoment(item['at']) ? { at: item['at'], credits: creditsOrNull(item['credits']) } : null));
}

/** Stored refusals, oldest first; damaged ones are left out. */
export function parseRefusals(value: unknown): Refusal[] {
  return listOf(value, 100, (item) => {
    if (!isRow(item) || !isMoment(item['at']) || typeof item['error'] !== 'string' || !isRow(item['request'])) return null;
    const { prompt, model, feature, creditCost } = item['request'];
    const request = { prompt: textOrNull(prompt), model: textOrNull(model), feature: textOrNull(feature), creditCost: momentOrNull(creditCost) };
    return { at: item['at'], error: item['error'], request };
  });
}

/** The stored history of waits, and when it was made. */
export function parseHistory(value: unknown): { readonly madeAt: number; readonly waits: readonly Wait[] } | null {
  return isRow(value) && isMoment(value['madeAt']) ? { madeAt: value['madeAt'], waits: listOf(value['waits'], MAX_WAITS, parseWait) } : null;
}

function parseWait(value: unknown): Wait | null {
  if (!isRow(value)) return null;
  const { at, hour, totalMs } = value;
  if (!isMoment(at) || !isMoment(hour) || !isMoment(totalMs)) return null;
  return { at, hour, totalMs, model: textOrNull(value['model']), startMs: momentOrNull(value['startMs']) };
}

function parsePart(value: unknown): PartHealth | null {
  if (!isRow(value)) return null;
  const status = PART_STATUSES.find((word) => word === value['status']);
  const { made, failed } = value;
  if (status === undefined || !isMoment(made) || !isMoment(failed)) return null;
  return { name: textOrNull(value['name']), status, made, failed, waitMs: momentOrNull(value['waitMs']), startMs: momentOrNull(value['startMs']) };
}

function parseModel(value: unknown): ModelHealth | null {
  const part = parsePart(value);
  if (part === null || !isRow(value)) return null;
  const usual = parseUsual(value['usual']);
  const usualStart = parseUsual(value['usualStart']);
  return usual === null || usualStart === null ? null : { ...part, usual, usualStart };
}

function parseUsual(value: unknown): Usual | null {
  if (!isRow(value)) return null;
  const basis = USUAL_BASES.find((word) => word === value['basis']);
  const { medianMs, madMs, p95Ms, count } = value;
  if (basis === undefined || !isMoment(medianMs) || !isMoment(madMs) || !isMoment(p95Ms) || !isMoment(count)) return null;
  return { medianMs, madMs, p95Ms, count, basis };
}

function parseStuck(value: unknown): StuckJob | null {
  if (!isRow(value) || typeof value['job'] !== 'string' || !isMoment(value['since'])) return null;
  return { job: value['job'], model: textOrNull(value['model']), since: value['since'], progress: momentOrNull(value['progress']) };
}

function parseFact(value: unknown): GenerationFact | null {
  if (!isRow(value)) return null;
  const kind = FACT_KINDS.find((word) => word === value['kind']);
  const { at, detail } = value;
  if (kind === undefined || !isMoment(at) || typeof detail !== 'string') return null;
  return { kind, at, job: textOrNull(value['job']), detail };
}

function listOf<Item>(value: unknown, limit: number, parse: (item: unknown) => Item | null): Item[] {
  return Array.isArray(value) ? value.slice(0, limit).map(parse).filter((item) => item !== null) : [];
}

/** An account may be overdrawn. */
function creditsOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

import type { Incident, IncidentReason } from './incident.ts';

/** Kept of one monitor: how it began, and what was said last. */
const MAX_REASONS = 5;

/**
 * The reasons of an incident after a look, each line once. A line that differs from the one before it in numbers alone
 * (so many minutes now) takes its place; the first one stays as it was said.
 * @param said of monitors that are in trouble now; those of no part of the incident are passed over
 */
export function reasonsAfter(known: readonly IncidentReason[], said: readonly IncidentReason[], parts: Incident['parts']): readonly IncidentReason[] {
  return said.reduce((reasons, reason) => {
    const own = reasons.filter(({ monitor }) => monitor === reason.monitor);
    const [last] = own.slice(-1);
    if (last?.text === reason.text || !parts.some(({ monitor, end }) => monitor === reason.monitor && end === null)) return reasons;
    const isAgain = own.length > 1 && wordsOf(last) === wordsOf(reason);
    const gone = isAgain ? last : own.length < MAX_REASONS ? null : own[1];
    return [...reasons.filter((other) => other !== gone), reason];
  }, known);
}

function wordsOf(reason: IncidentReason | undefined): string | undefined {
  return reason?.text.replace(/\d+/g, '');
}

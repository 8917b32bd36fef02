/** How much of what was seen is on disk. */
import { SAVE_STATES, type SaveState } from '../clips/save.ts';

export interface SummaryView {
  readonly saved: number;
  /** Clips that are meant to be on disk; those that the user skipped are not among them. */
  readonly total: number;
  /** 0–1. */
  readonly fraction: number;
  /** "37 of 40 saved", "2 waiting", "1 needs you", "1 lost". */
  readonly parts: readonly string[];
  /** Label of the button that starts everything that is not on disk; null when there is nothing to start. */
  readonly button: string | null;
}

/** Null when no clip is meant to be on disk. */
export function summaryView(counts: Readonly<Record<SaveState, number>>): SummaryView | null {
  const total = SAVE_STATES.reduce((sum, state) => (state === 'skipped' ? sum : sum + counts[state]), 0);
  if (total === 0) return null;
  const { saved, failed, lost } = counts;
  const waiting = counts.wanted + counts.downloading + counts.verifying;
  const number = (count: number) => count.toLocaleString('en');
  const parts = [saved === total ? `All ${number(total)} saved` : `${number(saved)} of ${number(total)} saved`];
  if (total === 1 && saved === 1) parts[0] = '1 video saved';
  if (waiting > 0) parts.push(`${number(waiting)} waiting`);
  if (failed > 0) parts.push(`${number(failed)} ${failed === 1 ? 'needs' : 'need'} you`);
  if (lost > 0) parts.push(`${number(lost)} lost`);
  return { saved, total, fraction: saved / total, parts, button: buttonLabel(failed, counts.wanted) };
}

/** What is being downloaded or checked needs no button. */
function buttonLabel(failed: number, wanted: number): string | null {
  if (failed > 0) return 'Try again';
  return wanted > 0 ? 'Save all' : null;
}

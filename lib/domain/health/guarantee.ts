import { MINUTE, SECOND } from '../../time.ts';
import { CONFIRMING_SPAN } from './fold.ts';
import { SAMPLE_EVERY } from './latency.ts';
import { HALF, INTERVAL, SLACK } from './pace.ts';

/** From one check to the next while all goes well: the one that the open page made leaves the next on its grid. */
const LONGEST_GAP = INTERVAL + SLACK;
/** From the first failure to the one that confirms it: two more at double pace, and one more tick where a late timer brought them too near. */
const CONFIRMING = INTERVAL + HALF;

/** What follows from the pace of checks for outages of one of Pika's monitors, ms. Simulated traces prove each. */
export interface Guarantee {
  /** Nothing shorter is ever called an outage. */
  readonly never: number;
  /** What lasts this long is always found, if the browser runs, is online and reaches the control hosts throughout; what is shorter may be missed. */
  readonly always: number;
  /** The same while a pika.art tab goes on being answered: its answers count as checks until the next one of our own. */
  readonly alwaysWithTab: number;
}

/** Rounded up to whole minutes: what is left is for timers that fire late. */
export function guarantee(): Guarantee {
  const always = wholeMinutes(LONGEST_GAP + CONFIRMING);
  return { never: CONFIRMING_SPAN, always, alwaysWithTab: wholeMinutes(SAMPLE_EVERY + LONGEST_GAP + CONFIRMING) };
}

/** The guarantee in words, for the dashboard and README.md. */
export function guaranteeSentence(): string {
  const { never, always, alwaysWithTab } = guarantee();
  return (
    `An outage is said after three failed checks over at least ${seconds(never)} and counts from the first of them. ` +
    `One shorter than ${seconds(never)} is never called an outage, one shorter than ${minutes(always)} may be missed, ` +
    `and one of ${minutes(always)} or more is always seen while the browser runs, is online and reaches the unrelated hosts that failures are checked against; ` +
    `if an open pika.art tab goes on being answered all the while, from ${minutes(alwaysWithTab)} on.`
  );
}

function wholeMinutes(ms: number): number {
  return Math.ceil(ms / MINUTE) * MINUTE;
}

function seconds(ms: number): string {
  return `${ms / SECOND} seconds`;
}

function minutes(ms: number): string {
  return `${ms / MINUTE} minutes`;
}

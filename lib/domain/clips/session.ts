/** From one start of the browser, or of the extension, to the next. */
export interface Session {
  /** When the worker first saw it, ms since 1970; 0 where that cannot be told, so that nothing lies before it. */
  readonly since: number;
  /** Nothing of the session before is open any more. */
  readonly settled: boolean;
}

/** Whether a moment lies before a session. One that is still to come was written by a clock that has been set back since. */
export function isBefore(at: number, { since }: Session, now: number): boolean {
  return at < since || at > now;
}

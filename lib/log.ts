/**
 * Leaf: bounded log lines. Lines hold no token, prompt or media URL; the sink is given by the caller, so that a
 * worker can keep the last lines and a test can read them.
 */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;

/** A log that remembers the last `limit` lines. */
export function memoryLog(limit: number, now: () => number, sink: (line: string) => void = () => {}): Log & { lines(): string[] } {
  const lines: string[] = [];
  const log: Log = (event, facts = {}) => {
    const line = [new Date(now()).toISOString(), event, ...Object.entries(facts).map(([k, v]) => `${k}=${String(v)}`)].join(' ').slice(0, 300);
    lines.push(line);
    if (lines.length > limit) lines.shift();
    sink(line);
  };
  return Object.assign(log, { lines: () => [...lines] });
}

/** Sentences of the dashboard that are more than a label. */

export const EDGE_NOTE = 'Measured by this browser. An edge is the network location that answers you, not where Pika runs.';

/** @param since a moment in words */
export function readerWords(since: string): string {
  return (
    `Since ${since} the page loads and works, but we find nothing in it that we know: it was probably redesigned. This is no outage of Pika. ` +
    'Files already known are still saved. The report holds names of fields and types only: send it with your bug report.'
  );
}

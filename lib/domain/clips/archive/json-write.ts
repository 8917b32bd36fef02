import { ARCHIVE_FORMAT, ARCHIVE_VERSION, type ArchiveEntry } from './entry.ts';

/** Beginning of the one object: a line of its own, so that each entry stands on one line and a bad one can be named by it. */
export function jsonHead(exportedAt: number): string {
  return `{"format":"${ARCHIVE_FORMAT}","version":${ARCHIVE_VERSION},"exportedAt":${exportedAt},"entries":[\n`;
}

/** @param first whether these are the first entries after the head */
export function jsonBody(entries: readonly ArchiveEntry[], first: boolean): string {
  if (entries.length === 0) return '';
  return `${first ? '' : ',\n'}${entries.map((entry) => JSON.stringify(entry)).join(',\n')}`;
}

export const JSON_TAIL = '\n]}\n';

/** What the archive section says when it is done. */
import { countWords } from '../../words.ts';
import type { BadRow } from './read-archive.ts';
import type { NoArchive } from './rows.ts';

/** What there is to tell: one sentence, and rows that could not be read. */
export interface ArchiveNews {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly sentence: string;
  readonly bad: readonly BadRow[];
  /** Bad rows beyond those in `bad`. */
  readonly moreBad: number;
}

interface Taken {
  readonly counts: { readonly newClips: number; readonly nowSaved: number; readonly knownClips: number };
  readonly bad: readonly BadRow[];
  readonly badRows: number;
  readonly stopped: boolean;
}

export function takenNews({ counts, bad, badRows, stopped }: Taken): ArchiveNews {
  const { newClips, nowSaved, knownClips } = counts;
  const parts = [
    newClips > 0 ? `${countWords(newClips, 'clip')} ${newClips === 1 ? 'is' : 'are'} new here` : null,
    nowSaved > 0 ? `${nowSaved.toLocaleString('en')} now ${nowSaved === 1 ? 'counts' : 'count'} as saved` : null,
    knownClips > 0 ? `${knownClips.toLocaleString('en')} ${knownClips === 1 ? 'was' : 'were'} known already` : null,
  ];
  const said = sentenceOf(parts, 'Nothing new was in it.');
  const rest = badRows > 0 ? ` ${countWords(badRows, 'row')} could not be taken.` : '';
  const sentence = `${stopped ? 'Stopped. ' : ''}${said}${rest}${stopped ? ' Import the same file again to go on.' : ''}`;
  return { tone: badRows > 0 || stopped ? 'warn' : 'good', sentence, bad, moreBad: badRows - bad.length };
}

interface Listed {
  readonly counts: { readonly nowSaved: number; readonly knownFiles: number; readonly noted: number };
  readonly others: number;
  readonly stopped: boolean;
}

export function listedNews({ counts, others, stopped }: Listed): ArchiveNews {
  const { nowSaved, knownFiles, noted } = counts;
  const found = nowSaved + knownFiles + noted;
  if (found === 0 && !stopped) {
    const why = others === 0 ? 'No video is named in it.' : `${countWords(others, 'video')} ${others === 1 ? 'is' : 'are'} named in it, none with an id of Pika Keeper.`;
    return { tone: 'warn', sentence: `${why} Nothing was changed.`, bad: [], moreBad: 0 };
  }
  const parts = [
    nowSaved > 0 ? `${countWords(nowSaved, 'clip')} now ${nowSaved === 1 ? 'counts' : 'count'} as saved` : null,
    knownFiles > 0 ? `${countWords(knownFiles, 'file')} ${knownFiles === 1 ? 'was' : 'were'} known already` : null,
    noted > 0 ? `${countWords(noted, 'file')} ${noted === 1 ? 'is' : 'are'} noted and will not be saved again` : null,
    others > 0 ? `${countWords(others, 'other video')} ${others === 1 ? 'carries' : 'carry'} no id of Pika Keeper` : null,
  ];
  return { tone: stopped ? 'warn' : 'good', sentence: `${stopped ? 'Stopped. ' : ''}${sentenceOf(parts, 'Nothing was read.')}`, bad: [], moreBad: 0 };
}

export function exportedNews(clips: number | null): ArchiveNews {
  const sentence = clips === null ? 'Stopped. No file was made.' : clips === 0 ? 'There are no clips yet: the file holds the jobs alone.' : `${countWords(clips, 'clip')} ${clips === 1 ? 'is' : 'are'} in the file that your browser is saving.`;
  return { tone: clips === null ? 'warn' : 'good', sentence, bad: [], moreBad: 0 };
}

export function noArchiveNews(why: NoArchive): ArchiveNews {
  const sentence = why === 'newer' ? 'This archive was made by a newer Pika Keeper. Update this one, then try again.' : 'This is not an archive of Pika Keeper. Nothing was changed.';
  return { tone: 'bad', sentence, bad: [], moreBad: 0 };
}

/** The store or the file gave way; what was taken in before stays, and the same again is harmless. */
export function failedNews(what: 'export' | 'import' | 'list'): ArchiveNews {
  const sentence = what === 'export' ? 'The file could not be made. Try again in a moment.' : 'It could not be read to its end. Try again: what was taken in already is not taken twice.';
  return { tone: 'bad', sentence, bad: [], moreBad: 0 };
}

/** "Line 7 has a link that clips are not saved from." */
export function badRowWords({ line, fault }: BadRow): string {
  return `Line ${line.toLocaleString('en')} ${fault}.`;
}

function sentenceOf(parts: readonly (string | null)[], none: string): string {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? none : `${said.join(', ')}.`;
}

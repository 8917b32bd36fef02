/** Lines for what only the user can put right. */
import type { Hold } from '../clips/gate.ts';
import { isObstacle, type ObstacleKind } from '../clips/obstacle.ts';
import { type BrowserName, obstacleWords } from '../clips/obstacle-words.ts';
import type { ApiSourceId } from '../jobs/job.ts';
import type { Renamed } from '../clips/renamed.ts';
import { countWords, type Tone } from '../words.ts';

/** What stands in the way, told by those who look: the browser's grants, the page, the ledger. */
export interface Troubles {
  /** The browser withholds pika.art from us: revoked, or never granted. */
  readonly permissionMissing: boolean;
  /** pika.art last showed itself signed out. */
  readonly signedOut: boolean;
  /** pika.art loads and works, and our reader finds nothing in it that it knows. */
  readonly readerBroken?: boolean;
  /** Why waiting clips do not begin, if something holds them. */
  readonly hold: Hold | null;
  /** Whose settings are to be changed; Chrome's unless told. */
  readonly browser?: BrowserName;
  /** A file that came to disk under another name than was asked for. */
  readonly renamed?: Renamed | null;
  /** Unsaved clips whose link's time ran out while the computer slept. */
  readonly sleptPast?: number;
}

export type NoticeKind = 'permission' | 'slept' | 'paused' | ObstacleKind | 'renamed' | 'signed-out' | 'reader' | 'unanswered' | `source:${ApiSourceId}`;

export interface NoticeView {
  readonly kind: NoticeKind;
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
  readonly action: { readonly kind: 'grant' | 'open-library' | 'retry-all' | 'copy-report' | 'resume-saving' | 'open-settings'; readonly label: string } | null;
}

/** Most urgent first: without permission nothing works, without a disk nothing is kept. */
export function noticeViews(troubles: Troubles): readonly NoticeView[] {
  const views: NoticeView[] = [];
  if (troubles.permissionMissing) views.push(PERMISSION);
  if (isObstacle(troubles.hold)) views.push(obstacleNotice(troubles.hold, troubles.browser ?? 'chrome'));
  if ((troubles.sleptPast ?? 0) > 0) views.push(sleptNotice(troubles.sleptPast ?? 0));
  if (troubles.hold === 'paused') views.push(PAUSED);
  if (troubles.renamed) views.push(renamedNotice(troubles.renamed));
  if (troubles.signedOut) views.push(SIGNED_OUT);
  if (troubles.readerBroken === true) views.push(READER);
  return views;
}

/** Told by every screen that has nothing new to show without it. */
export const PERMISSION: NoticeView = {
  kind: 'permission',
  tone: 'bad',
  title: 'Pika Keeper may not see pika.art',
  text: 'Without it, new videos are not found. Files that are saved already are safe.',
  action: { kind: 'grant', label: 'Allow pika.art' },
};

function obstacleNotice(kind: ObstacleKind, browser: BrowserName): NoticeView {
  const { title, text, button } = obstacleWords(kind, browser);
  return { kind, tone: 'bad', title, text, action: { kind: 'retry-all', label: button } };
}

const PAUSED: NoticeView = {
  kind: 'paused',
  tone: 'warn',
  title: 'Saving is paused',
  text: 'New videos are noted, and saved when you resume it.',
  action: { kind: 'resume-saving', label: 'Resume' },
};

function sleptNotice(count: number): NoticeView {
  return {
    kind: 'slept',
    tone: 'warn',
    title: `${countWords(count, 'video')} ran out of time while your computer slept`,
    text: 'We try to save what is still there, and ask your other sources for fresh links. Your Pika library hands out those of pika.art.',
    action: { kind: 'open-library', label: 'Open library' },
  };
}

function renamedNotice({ asked, got, lost }: Renamed): NoticeView {
  if (lost) {
    const why = `Its connection broke, and your browser went on without our name. Nothing is lost: “${asked}” lies in your download folder as “${got}”.`;
    return { kind: 'renamed', tone: 'warn', title: 'A video has its server’s name', text: why, action: null };
  }
  const text = `“${asked}” was saved as “${got}”. Nothing is lost. To have our names, switch off renaming in your other download extension.`;
  return { kind: 'renamed', tone: 'warn', title: 'Another extension renames your videos', text, action: null };
}

const SIGNED_OUT: NoticeView = {
  kind: 'signed-out',
  tone: 'warn',
  title: 'You are signed out of Pika',
  text: 'Sign in, so that new videos are found and saved.',
  action: { kind: 'open-library', label: 'Sign in on pika.art' },
};

const READER: NoticeView = {
  kind: 'reader',
  tone: 'warn',
  title: 'Our reader no longer understands pika.art',
  text: 'Saving goes on from what the page shows. This is no outage of Pika.',
  action: { kind: 'copy-report', label: 'Copy a report for the developers' },
};

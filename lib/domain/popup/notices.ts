/** Lines for what only the user can put right. */
import type { ApiSourceId } from '../jobs/job.ts';
import { countWords, type Tone } from '../words.ts';

/** What stands in the way, told by those who look: the browser's grants, the page, the ledger. */
export interface Troubles {
  /** The browser withholds pika.art from us: revoked, or never granted. */
  readonly permissionMissing: boolean;
  /** pika.art last showed itself signed out. */
  readonly signedOut: boolean;
  /** pika.art loads and works, and our reader finds nothing in it that it knows. */
  readonly readerBroken?: boolean;
  readonly folder: 'disk-full' | 'disk-denied' | null;
  /** Unsaved clips whose link's time ran out while the computer slept. */
  readonly sleptPast?: number;
  /** The user has paused saving. */
  readonly savingPaused?: boolean;
}

export type NoticeKind = 'permission' | 'slept' | 'paused' | 'disk-full' | 'disk-denied' | 'signed-out' | 'reader' | `source:${ApiSourceId}`;

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
  if (troubles.folder !== null) views.push(FOLDER[troubles.folder]);
  if ((troubles.sleptPast ?? 0) > 0) views.push(sleptNotice(troubles.sleptPast ?? 0));
  if (troubles.savingPaused === true) views.push(PAUSED);
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

const FOLDER: Readonly<Record<'disk-full' | 'disk-denied', NoticeView>> = {
  'disk-full': {
    kind: 'disk-full',
    tone: 'bad',
    title: 'Your disk is full',
    text: 'Saving waits. Free some space, then try again.',
    action: { kind: 'retry-all', label: 'Try again' },
  },
  'disk-denied': {
    kind: 'disk-denied',
    tone: 'bad',
    title: 'The download folder cannot be written to',
    text: 'Saving waits. Check the download folder in your browser’s settings, then try again.',
    action: { kind: 'retry-all', label: 'Try again' },
  },
};

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
    text: 'We are trying to save what is still there. Your Pika library hands out fresh links.',
    action: { kind: 'open-library', label: 'Open library' },
  };
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

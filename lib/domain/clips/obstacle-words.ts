/** What a person reads when something stands between every clip and the disk: what it is, and the one thing to do. */
import type { ObstacleKind } from './obstacle.ts';

/** Whose settings are meant. */
export type BrowserName = 'chrome' | 'edge' | 'firefox';

/** By what a browser calls itself to servers; Chrome stands for all its kin. */
export function browserOf(userAgent: string): BrowserName {
  if (/\bFirefox\//.test(userAgent)) return 'firefox';
  return /\bEdg\//.test(userAgent) ? 'edge' : 'chrome';
}

export interface ObstacleWords {
  readonly title: string;
  /** What to do, and that saving goes on then. */
  readonly text: string;
  /** The button for "I have done it". */
  readonly button: string;
}

const DOWNLOAD_SETTINGS: Readonly<Record<BrowserName, string>> = {
  chrome: 'Switch off “Ask where to save each file before downloading” at chrome://settings/downloads',
  edge: 'Switch off “Ask me what to do with each download” at edge://settings/downloads',
  firefox: 'Choose “Save files to” under Settings → General → Downloads',
};

export function obstacleWords(kind: ObstacleKind, browser: BrowserName): ObstacleWords {
  switch (kind) {
    case 'asks':
      return {
        title: 'Your browser asks where to save each video',
        text: `${DOWNLOAD_SETTINGS[browser]}, then press Resume. If it is off, check that the download folder can be written to.`,
        button: 'Resume',
      };
    case 'disk-full':
      return { title: 'Your disk is full', text: 'Saving waits. Free some space: it goes on by itself, or at once when you try again.', button: 'Try again' };
    case 'disk-denied':
      return {
        title: 'The download folder cannot be written to',
        text: 'Saving waits. Check the download folder in your browser’s settings: it goes on by itself, or at once when you try again.',
        button: 'Try again',
      };
    case 'policy':
      return {
        title: 'Your organization blocks downloads in this browser',
        text: 'Saving waits. Ask whoever manages this computer to allow downloads from Pika: it goes on by itself.',
        button: 'Try again',
      };
    case 'browser-blocked':
      return {
        title: 'Your browser holds a video back as dangerous',
        text: 'Saving waits. Keep or discard it on the browser’s downloads page: the others go on by themselves, or at once when you try again.',
        button: 'Try again',
      };
  }
}

/** For a clip that waits behind it. */
export function behindObstacle(kind: ObstacleKind): string {
  switch (kind) {
    case 'asks':
      return 'Waits until the browser stops asking where to save each file.';
    case 'disk-full':
      return 'Waits until there is room on your disk.';
    case 'disk-denied':
      return 'Waits until the download folder can be written to.';
    case 'policy':
      return 'Waits until your organization allows downloads.';
    case 'browser-blocked':
      return 'Waits until the browser lets videos through.';
  }
}

/** A line for each source of jobs that waits for the user. */
import { SOURCE_NAMES } from '../jobs/source-names.ts';
import type { PausedSource } from '../jobs/source-state.ts';
import type { NoticeView } from './notices.ts';

export function sourceNotices(paused: readonly PausedSource[]): readonly NoticeView[] {
  return paused.map(({ id, message }) => ({
    kind: `source:${id}`,
    tone: 'warn',
    title: `${SOURCE_NAMES[id]} waits for you`,
    text: message,
    action: { kind: 'open-settings', label: 'Open Settings' },
  }));
}

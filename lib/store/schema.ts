import type { DBSchema } from 'idb';
import type { Clip } from '../domain/clips/clip.ts';
import type { Save } from '../domain/clips/save.ts';
import type { Check, MonitorId, MonitorState } from '../domain/health/monitor.ts';
import type { Job } from '../domain/jobs/job.ts';

/** One hour of one monitor's checks: appended to, never split, so that a year stays small. */
export interface CheckHour {
  readonly monitor: MonitorId;
  /** Start of the hour, ms since 1970. */
  readonly hour: number;
  readonly checks: readonly Check[];
}

/** A row of the due-table: when a task runs next, and who is running it now. */
export interface DueRow {
  readonly task: string;
  readonly dueAt: number;
  /** A lease, not a flag: one that was not returned runs out by itself. */
  readonly lease: { readonly owner: string; readonly expiresAt: number } | null;
}

/** Small single values under a name: settings, the last tick, the last word from the page. */
export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

/** The store as released in version 1. A released shape is never edited; the next one gets a step in migrations.ts. */
export interface KeeperSchema extends DBSchema {
  jobs: {
    key: string;
    value: Job;
    indexes: {
      /** `[active, order]`: active first, newest first, read backwards. */
      byActivity: [number, number];
    };
  };
  clips: {
    key: string;
    value: Clip;
    indexes: { byPath: string; byJob: string; byVideo: string; byFirstSeen: number };
  };
  saves: {
    key: string;
    value: Save;
    indexes: {
      /** `[state, nextAttemptAt]`. */
      byState: [string, number];
      /** `[state, deadlineAt]`: earliest deadline first. */
      byDeadline: [string, number];
      byDownload: number;
      byName: string;
    };
  };
  checks: { key: [string, number]; value: CheckHour; indexes: { byHour: number } };
  monitors: { key: string; value: MonitorState };
  due: { key: string; value: DueRow };
  meta: { key: string; value: MetaRow };
}

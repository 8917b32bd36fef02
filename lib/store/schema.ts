import type { DBSchema } from 'idb';
import type { Clip } from '../domain/clips/clip.ts';
import type { Save } from '../domain/clips/save.ts';
import type { Incident } from '../domain/health/incident.ts';
import type { PackedChecks } from '../domain/health/history/pack.ts';
import type { MonitorId, MonitorState } from '../domain/health/monitor.ts';
import type { Job, Source } from '../domain/jobs/job.ts';
import type { Poll } from '../domain/jobs/poll.ts';

/**
 * A quarter of a day of one monitor's checks: appended to until the day is over. Version 1 had rows of one hour and kept
 * the checks unpacked, as `checks`; such rows are read like the others, until their day is sealed.
 */
export interface OpenChecks extends PackedChecks {
  readonly monitor: MonitorId;
  /** Its first hour, ms since 1970. */
  readonly hour: number;
}

/** One UTC day of one monitor's checks, sealed once it was over. */
export interface CheckDay extends PackedChecks {
  readonly monitor: MonitorId;
  /** UTC midnight, ms since 1970. */
  readonly day: number;
}

/**
 * Sums of one monitor's UTC days, a chapter of them in one row, kept for ever; `chapter.ts` reads the bytes. By chapter,
 * then monitor: the newest chapters of all monitors lie together.
 */
export interface SummaryChapter {
  readonly monitor: MonitorId;
  readonly chapter: number;
  readonly bytes: Uint8Array;
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

/** A source's token. Read by the worker alone, and by nothing that exports, logs or shows. */
export interface SecretRow {
  readonly source: Source;
  readonly token: string;
}

/** A clip's poster, small, for the Clips view. */
export interface PosterRow {
  /** `Clip.id`. */
  readonly clip: string;
  readonly image: Blob;
  readonly at: number;
}

/** A file that is known to be on disk although this ledger did not put it there. */
export interface MarkRow {
  /** The first ten characters of `Clip.id`, as file names carry them. */
  readonly prefix: string;
  readonly name: string;
  readonly at: number;
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
  checks: { key: [string, number]; value: OpenChecks; indexes: { byHour: number } };
  /** Since version 2. */
  days: { key: [string, number]; value: CheckDay; indexes: { byDay: number } };
  /** Since version 2. */
  summaries: { key: [number, string]; value: SummaryChapter };
  monitors: { key: string; value: MonitorState };
  /** Since version 2. One row for each outage or degradation. */
  incidents: {
    key: string;
    value: Incident;
    indexes: {
      byStart: number;
      /** 1 while it goes on, else 0: IndexedDB cannot index booleans. */
      byOpen: number;
    };
  };
  /** Since version 3. */
  polls: { key: string; value: Poll; indexes: { byDue: [string, number] } };
  /** Since version 3. */
  secrets: { key: string; value: SecretRow };
  /** Since version 3. */
  posters: { key: string; value: PosterRow };
  /** Since version 3. */
  marks: { key: string; value: MarkRow };
  due: { key: string; value: DueRow };
  meta: { key: string; value: MetaRow };
}

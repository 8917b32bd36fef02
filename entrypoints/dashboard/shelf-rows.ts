import { isMadeUp } from '../../lib/domain/clips/match.ts';
import { type ClipEntry, entryOf } from '../../lib/domain/clips/view/entry.ts';
import type { Shelf } from '../../lib/domain/dashboard/shelf.ts';
import type { Job } from '../../lib/domain/jobs/job.ts';
import { byActivity, type JobEntry, jobEntryOf } from '../../lib/domain/jobs/view/entry.ts';
import type { KeptClip } from '../../lib/domain/popup/data.ts';

/** What has been read so far, joined: each clip with its job, each job with the saves of its clips. */
export class ShelfRows {
  private clips = new Map<string, ClipEntry>();
  private jobs = new Map<string, JobEntry>();
  /** Clips that the store counts. */
  private stored = 0;
  private complete = false;

  get isEmpty(): boolean {
    return this.clips.size === 0 && this.jobs.size === 0;
  }

  /** Takes a few rows in, beside those that are there. */
  add(rows: readonly KeptClip[], jobs: readonly Job[], stored: number): void {
    this.putJobs(jobs, this.jobs);
    this.putClips(rows, this.clips);
    this.stored = stored;
  }

  /** Everything anew: what was removed from the store is gone. `keep` ends it; until then nothing changes. */
  renew(): { addJobs(jobs: readonly Job[]): void; addClips(rows: readonly KeptClip[]): void; keep(): void } {
    const jobs = new Map<string, JobEntry>();
    const clips = new Map<string, ClipEntry>();
    return {
      addJobs: (rows) => this.putJobs(rows, jobs),
      addClips: (rows) => this.putClips(rows, clips, jobs),
      keep: () => {
        this.jobs = jobs;
        this.clips = clips;
        this.stored = clips.size;
        this.complete = true;
      },
    };
  }

  shelf(): Shelf {
    const clips = [...this.clips.values()];
    const byJob = Map.groupBy(clips, ({ clip }) => clip.job);
    const jobs = [...this.jobs.values()].flatMap((entry) => {
      const saves = byJob.get(entry.job.id)?.map(({ save }) => save) ?? [];
      // A job that was made up for a clip which has found its real one.
      return saves.length === 0 && isMadeUp(entry.job.id) ? [] : [jobEntryOf(entry.job, saves, entry)];
    });
    return { clips, jobs: jobs.sort(byActivity), total: Math.max(this.stored, clips.length), complete: this.complete };
  }

  private putJobs(jobs: readonly Job[], into: Map<string, JobEntry>): void {
    for (const job of jobs) into.set(job.id, jobEntryOf(job, [], this.jobs.get(job.id)));
  }

  private putClips(rows: readonly KeptClip[], into: Map<string, ClipEntry>, jobs = this.jobs): void {
    for (const { clip, save } of rows) into.set(clip.id, entryOf(clip, jobs.get(clip.job)?.job ?? null, save, this.clips.get(clip.id)));
  }
}

import type { Answer, JobSource, Question, SourceAccess, SourceReading } from '../domain/jobs/job-source.ts';
import { MAX_STEPS } from '../domain/jobs/job-source.ts';
import type { Job, SeenJob } from '../domain/jobs/job.ts';
import { afterFailure, afterLook, type Poll } from '../domain/jobs/poll.ts';
import { type SourceFailure, sourceFailure } from '../domain/jobs/source-failure.ts';
import type { Log } from '../log.ts';
import { SECOND } from '../time.ts';

/** No question is begun after this; those under way end within one time limit for each of their steps. */
export const LONGEST_ROUND = 20 * SECOND;

/** A source that is on, may be asked, and has its token. */
export interface AskedSource {
  readonly source: JobSource;
  readonly access: SourceAccess;
}

export interface PollJobsPorts {
  now(): number;
  /** 0–1. */
  random(): number;
  online(): boolean;
  /** Sources that may be asked. One that lacks its token or permission is noted as waiting for the user, and left out. */
  sources(): Promise<readonly AskedSource[]>;
  /**
   * Takes jobs that are due, the longest due first, as many as the source's pace allows and no more than `limit`. They
   * are written as asked before they are answered with.
   */
  claim(source: JobSource, now: number, limit: number): Promise<readonly Poll[]>;
  /** One GET; a failure when nothing came back. */
  ask(question: Question, source: JobSource): Promise<Answer | SourceFailure>;
  /** Takes what the source told into the ledger, and answers with the job as it stands now. */
  record(asked: AskedSource, seen: SeenJob, linksDieAt: number | null): Promise<Pick<Job, 'state' | 'movedAt'>>;
  /** Writes what the answer means for this job (null: not asked again) and for its source. */
  settle(poll: Poll, next: Poll | null, failure: SourceFailure | null, steps: number): Promise<void>;
  /** The source does not know the job: it is over, and its clips without a file on disk are lost. */
  end(poll: Poll, failure: SourceFailure): Promise<void>;
  changed(): void;
  log: Log;
}

/**
 * Asks the sources for the jobs that are due. Each source goes by its own pace, and what one answers costs the others
 * nothing. A kill loses what was in flight: those jobs are asked again after their source's shortest pause.
 */
export async function pollJobs(ports: PollJobsPorts): Promise<void> {
  if (!ports.online()) return;
  const sources = await ports.sources();
  await Promise.all(sources.map((asked) => pollSource(asked, ports).catch((error: unknown) => ports.log('poll.error', { source: asked.source.id, error: String(error) }))));
}

async function pollSource(asked: AskedSource, ports: PollJobsPorts): Promise<void> {
  const start = ports.now();
  for (;;) {
    const now = ports.now();
    if (now - start >= LONGEST_ROUND || now < start) return;
    const polls = await ports.claim(asked.source, now, asked.source.pace.atOnce);
    if (polls.length === 0) return;
    await Promise.all(polls.map((poll) => pollOne(poll, asked, ports)));
    ports.changed();
  }
}

async function pollOne(poll: Poll, asked: AskedSource, ports: PollJobsPorts): Promise<void> {
  const { reading, steps } = await look(poll, asked, ports);
  const { pace } = asked.source;
  if (reading.kind === 'job') {
    const job = await ports.record(asked, reading.job, reading.linksDieAt);
    await ports.settle(poll, afterLook(poll, job, lacksFile(reading.job), pace, ports.now(), ports.random()), null, steps);
    return;
  }
  const { failure } = reading;
  const next = afterFailure(poll, failure, pace, ports.now(), ports.random());
  ports.log('poll.failed', { source: asked.source.id, kind: failure.kind, status: failure.status, next: next === null ? 'end' : failure.next });
  if (next === null) await ports.end(poll, failure);
  await ports.settle(poll, next, failure, steps);
}

/** A finished job whose file may not be fetched looks like one without. */
function lacksFile({ state, videos }: SeenJob): boolean {
  return state === 'finished' && videos.length === 0;
}

/** Asks, and asks on while the source's answers say that more must be asked. */
async function look(poll: Poll, { source, access }: AskedSource, ports: PollJobsPorts): Promise<{ reading: Exclude<SourceReading, { kind: 'ask' }>; steps: number }> {
  let question = source.ask(poll.jobId, access);
  for (let steps = 1; steps <= MAX_STEPS; steps += 1) {
    const answer = await ports.ask(question, source);
    if ('next' in answer) return { reading: { kind: 'failure', failure: answer }, steps };
    const reading = source.read(question, answer, access, ports.now());
    if (reading.kind !== 'ask') return { reading, steps };
    question = reading.next;
  }
  return { reading: { kind: 'failure', failure: sourceFailure('not-understood', source.name) }, steps: MAX_STEPS };
}

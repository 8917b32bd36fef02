import { assumedLife } from '../../lib/domain/clip-settings.ts';
import { deadlineOf } from '../../lib/domain/clips/deadline.ts';
import type { ApiSourceId, Job, SeenJob } from '../../lib/domain/jobs/job.ts';
import { judgeTest, type TokenTest } from '../../lib/domain/jobs/job-source.ts';
import { afterSourceFailure, resume, type SourceState } from '../../lib/domain/jobs/source-state.ts';
import { API_SOURCES, baseOf } from '../../lib/domain/jobs/source-settings.ts';
import type { Log } from '../../lib/log.ts';
import { askSource } from '../../lib/network/ask-source.ts';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { JOB_SOURCES } from '../../lib/sources/jobs/list.ts';
import type { Store } from '../../lib/store/db.ts';
import { claimPolls, markVanished, readJob, settlePoll } from '../../lib/store/polls.ts';
import { changeSourceState, resumeSource } from '../../lib/store/source-states.ts';
import { loseGone } from '../../lib/store/refresh.ts';
import { readToken } from '../../lib/store/secrets.ts';
import { readClipSettings, readSources } from '../../lib/store/settings.ts';
import { recordSightings as writeSightings } from '../../lib/store/sightings.ts';
import { type AskedSource, pollJobs } from '../../lib/tasks/poll-jobs.ts';
import { recordSightings } from '../../lib/tasks/record-sightings.ts';
import type { Core } from './core.ts';

/** New clips per minute that job APIs may bring in: the user asked for each of these jobs. */
const CLIPS_PER_MINUTE = 10_000;

/**
 * Asks the sources for the jobs that are due.
 * @returns whether any clip came in or got a fresh link
 */
export async function askSources(core: Core, log: Log): Promise<boolean> {
  const db = await core.openStore();
  let news = false;
  await pollJobs({
    now: () => Date.now(),
    random: () => Math.random(),
    online: () => navigator.onLine,
    sources: () => askableSources(core, db),
    claim: (source, now, limit) => claimPolls(db, source, now, limit),
    ask: (question, source) => askSource(question, source.name, () => Date.now()),
    async record(asked, seen, linksDieAt) {
      const recorded = await recordAnswer(db, asked, seen, linksDieAt);
      news ||= recorded.newClips + recorded.revived > 0;
      return recorded.job;
    },
    settle: (poll, next, failure, steps) => settlePoll(db, poll, next, failure, steps - 1, Date.now()),
    async end(poll, failure) {
      await markVanished(db, poll.job, failure, Date.now());
      if ((await loseGone(db, poll.job, failure.status, Date.now())) > 0) core.announce('saves');
    },
    changed: () => core.announce('jobs'),
    log,
  });
  return news;
}

/** One that is on and lacks what only the user can give is paused, so that it is told once and not asked in vain. */
async function askableSources(core: Core, db: Store): Promise<AskedSource[]> {
  const choices = await readSources(db);
  const found = await Promise.all(API_SOURCES.map((id) => (choices[id].on ? askable(core, db, id, baseOf(JOB_SOURCES[id], choices)) : null)));
  return found.filter((asked) => asked !== null);
}

async function askable(core: Core, db: Store, id: ApiSourceId, base: string): Promise<AskedSource | null> {
  const source = JOB_SOURCES[id];
  const [token, permitted] = await Promise.all([readToken(db, id), core.hasHost(`${new URL(base).origin}/*`)]);
  if (token !== null && permitted) {
    // What it lacked was given elsewhere, as in the browser's own settings.
    await changeSourceState(db, id, (state) => (state.paused?.kind === 'no-token' || state.paused?.kind === 'no-permission' ? resume(state, Date.now()) : state));
    return { source, access: { base, token } };
  }
  const lack: SourceState['paused'] =
    token === null
      ? { kind: 'no-token', message: `${source.name} has no ${source.tokenName} yet. Enter it in Settings, and its jobs are followed.`, at: Date.now() }
      : { kind: 'no-permission', message: `The browser does not let us ask ${source.name}. Allow its address in Settings, and its jobs are followed.`, at: Date.now() };
  await changeSourceState(db, id, (state) => (state.paused?.kind === lack.kind ? state : { ...state, paused: lack }));
  core.announce('settings');
  return null;
}

async function recordAnswer(db: Store, { source, access }: AskedSource, seen: SeenJob, linksDieAt: number | null) {
  const settings = await readClipSettings(db);
  const recorded = await recordSightings([seen], [], {
    now: () => Date.now(),
    allow: (url) => source.allow(url, access.base),
    clipId: clipIdOf,
    deadline(url, now) {
      const reckoned = deadlineOf(url, now, assumedLife(settings), source.id);
      return reckoned.why === 'source' && linksDieAt !== null ? { at: linksDieAt, why: 'source' } : reckoned;
    },
    record: (identified, now) => writeSightings(db, identified, source.id, now, CLIPS_PER_MINUTE),
  });
  const job: Pick<Job, 'state' | 'movedAt'> = (await readJob(db, `${source.id}:${seen.jobId}`)) ?? { state: seen.state, movedAt: Date.now() };
  return { ...recorded, job };
}

/** Asks the source for a job that does not exist. A token that is taken ends the source's pause. */
export async function testSource(core: Core, id: ApiSourceId): Promise<TokenTest> {
  const db = await core.openStore();
  const source = JOB_SOURCES[id];
  const asked = await askable(core, db, id, baseOf(source, await readSources(db)));
  if (asked === null) return { verdict: (await readToken(db, id)) === null ? 'no-token' : 'no-permission', message: `${source.name} needs its ${source.tokenName} and your permission first.` };
  const question = source.test(asked.access);
  const answer = await askSource(question, source.name, () => Date.now());
  const reading = 'next' in answer ? ({ kind: 'failure', failure: answer } as const) : source.read(question, answer, asked.access, Date.now());
  const verdict = judgeTest(reading);
  if (verdict === 'accepted') await resumeSource(db, id, Date.now());
  // Its jobs need not find out for themselves.
  else if (reading.kind === 'failure' && reading.failure.next === 'pause') await changeSourceState(db, id, (state) => afterSourceFailure(state, reading.failure, Date.now()));
  core.announce('settings');
  const said = reading.kind === 'failure' ? reading.failure.message : '';
  return { verdict, message: verdict === 'accepted' ? `${source.name} accepts the ${source.tokenName}.` : said };
}

/** The user has done what the source was waiting for. */
export async function resumeAsking(core: Core, id: ApiSourceId): Promise<void> {
  await resumeSource(await core.openStore(), id, Date.now());
  core.announce('settings');
}

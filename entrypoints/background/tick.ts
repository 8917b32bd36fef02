import { ensureTick } from '../../lib/browser/alarms.ts';
import { openStore } from '../../lib/store/db.ts';
import { claimTasks, finishTask } from '../../lib/store/due.ts';
import { noteAwake } from '../../lib/store/awake.ts';
import { announce } from '../../lib/store/changes.ts';
import { mayKeepHistory } from '../../lib/store/checks.ts';
import { type DueWork, readDueWork } from '../../lib/store/due-work.ts';
import { type TickTask, runTick } from '../../lib/tasks/tick.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { openAnnex } from './annex.ts';
import { lookForSavedFiles } from '../shared/files.ts';
import { judgeGeneration } from './generation.ts';
import { checkHealth } from './health.ts';
import { showOutlook } from './outlook.ts';
import { pollDueJobs } from './polls.ts';
import { hasStirred, keepSidecars, saver, tidy } from './saves.ts';
import { checkWatchedTools } from './tools.ts';
import { log } from './world.ts';

/** Alarm → task. The monitors and the saves know themselves what of theirs is due. */
const TASKS: readonly TickTask<DueWork>[] = [
  { name: 'check-monitors', period: 0, leaseFor: 45 * SECOND, wanted: ({ health }) => health, run: () => checkHealth(false) },
  { name: 'check-tools', period: 0, leaseFor: 45 * SECOND, wanted: ({ health, tools }) => health && tools, run: () => checkWatchedTools() },
  { name: 'judge-generation', period: MINUTE, leaseFor: 45 * SECOND, wanted: ({ generation }) => generation, run: judgeGeneration },
  { name: 'poll-jobs', period: 0, leaseFor: 90 * SECOND, wanted: ({ polls }) => polls, run: pollDueJobs },
  { name: 'saves', period: 0, leaseFor: 45 * SECOND, wanted: ({ saves }) => saves || hasStirred(), run: keepSaving },
  { name: 'look-for-files', period: 5 * MINUTE, leaseFor: 45 * SECOND, run: lookForSavedFiles },
  { name: 'prune', period: HOUR, leaseFor: 5 * MINUTE, run: prune },
];

const owner = crypto.randomUUID();

/**
 * One wake-up's worth of work. Runs late, twice or half without harm. One that finds nothing to do leaves the sign as it
 * is, too: what time alone changes is seen by the next, which has a sign of life to note at least.
 */
export async function tick(): Promise<void> {
  const worked = await runTick(TASKS, {
    now: () => Date.now(),
    owner,
    look: async (now) => readDueWork(await openStore(), navigator.onLine, now),
    claim: async (tasks, who, now) => claimTasks(await openStore(), tasks, who, now),
    finish: async (task, who, now) => finishTask(await openStore(), task, who, now),
    log,
  });
  if (!worked) return;
  await ensureTick(Date.now(), log);
  await showOutlook();
}

async function keepSaving(): Promise<void> {
  if (await noteAwake(await openStore(), Date.now())) announce('saves');
  await tidy();
  await saver.pump();
  await keepSidecars();
}

async function prune(): Promise<void> {
  if (!(await mayKeepHistory(await openStore(), Date.now()))) return;
  const { keepHistory } = await openAnnex();
  await keepHistory();
}

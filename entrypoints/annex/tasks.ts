import type { ApiSourceId } from '../../lib/domain/jobs/job.ts';
import type { Log } from '../../lib/log.ts';
import type { SightingsMessage } from '../../lib/messages/protocol.ts';
import { inspectClip } from '../../lib/network/inspect.ts';
import { pollNow } from '../../lib/store/refresh.ts';
import { keepHistory } from '../../lib/store/seal.ts';
import { SAVE_ACTS } from '../../lib/tasks/saves/acts.ts';
import type { Core } from './core.ts';
import { judgeGeneration, noteOwnBalance, noteOwnRefusal } from './generation.ts';
import { noteReader, noticeOfPage, pageShowsJobs } from './health.ts';
import { nameClip, notedName } from './names.ts';
import { letOneTry, meetObstacle, passObstacle, probeObstacle } from './obstacle.ts';
import { beginMaintenance, pauseWatching, resumeWatching, setWindows } from './pauses.ts';
import { choosePage, noteOwnSubmit, noteWalk, pageCards, runBackfill, savePageClips } from './page.ts';
import { askSources, resumeAsking, testSource } from './polls.ts';
import { takeSightings } from './sightings.ts';
import { writeAllSidecars } from './sidecars.ts';
import { askForClips, noteQuit, pauseSaving, retryAll, saveClipsAgain, setSaving, skipClips, takeManaged } from './saving.ts';
import { checkWatchedTools, chooseTools } from './tools.ts';

/**
 * The worker's second script: tasks that most of its lives do not need. One line each; whoever calls one looks first,
 * in the worker, whether there is anything to do, since the first call of a life loads this script.
 */
export function annexTasks(core: Core) {
  return {
    checkTools: (options: Parameters<typeof checkWatchedTools>[1]) => checkWatchedTools(core, options),
    chooseTools: (choice: Parameters<typeof chooseTools>[1]) => chooseTools(core, choice),
    judgeGeneration: () => judgeGeneration(core),
    keepHistory: async () => keepHistory(await core.openStore(), Date.now()),
    beginMaintenance: () => beginMaintenance(core),
    pauseWatching: (...span: Tail<typeof pauseWatching>) => pauseWatching(core, ...span),
    resumeWatching: (...which: Tail<typeof resumeWatching>) => resumeWatching(core, ...which),
    setWindows: (windows: readonly unknown[]) => setWindows(core, windows),
    noteBalance: (credits: number | null) => noteOwnBalance(core, credits),
    noteRefusal: (refusal: Parameters<typeof noteOwnRefusal>[1]) => noteOwnRefusal(core, refusal),
    noticeOfPage: (notice: Parameters<typeof noticeOfPage>[1]) => noticeOfPage(core, notice),
    noteReader: (shapes: readonly string[] | null) => noteReader(core, shapes),
    pageShowsJobs: (isNew: boolean) => pageShowsJobs(core, isNew),
    pollNow: async (job: string, how: Parameters<typeof pollNow>[3]) => pollNow(await core.openStore(), job, Date.now(), how),
    takeSightings: (message: SightingsMessage) => takeSightings(core, message),
    askForClips: (clips: readonly string[]) => askForClips(core, clips),
    saveClipsAgain: (clips: readonly string[]) => saveClipsAgain(core, clips),
    retryAll: () => retryAll(core),
    noteRestart: (now: number) => noteQuit(core, now),
    skipClips: (clips: readonly string[]) => skipClips(core, clips),
    setSaving: (saving: unknown) => setSaving(core, saving),
    takePolicy: (policy: object) => takeManaged(core, policy),
    pageCards: (urls: readonly string[]) => pageCards(core, urls),
    savePageClips: (...asked: Tail<typeof savePageClips>) => savePageClips(core, ...asked),
    choosePage: (...chosen: Tail<typeof choosePage>) => choosePage(core, ...chosen),
    runBackfill: (...said: Tail<typeof runBackfill>) => runBackfill(core, ...said),
    noteSubmit: (submit: Parameters<typeof noteOwnSubmit>[1]) => noteOwnSubmit(core, submit),
    noteWalk: (...said: Tail<typeof noteWalk>) => noteWalk(core, ...said),
    writeSidecars: () => writeAllSidecars(core),
    pauseSaving: (paused: boolean) => pauseSaving(core, paused),
    meetObstacle: (...met: Tail<typeof meetObstacle>) => meetObstacle(core, ...met),
    probeObstacle: (clip: string) => probeObstacle(core, clip),
    passObstacle: (...passed: Tail<typeof passObstacle>) => passObstacle(core, ...passed),
    letProbe: () => letOneTry(core),
    saveActs: SAVE_ACTS,
    noteName: (save: Parameters<typeof notedName>[1]) => notedName(core, save),
    nameClip: (row: Parameters<typeof nameClip>[1]) => nameClip(core, row),
    askSources: (log: Log) => askSources(core, log),
    testSource: (id: ApiSourceId) => testSource(core, id),
    resumeAsking: (id: ApiSourceId) => resumeAsking(core, id),
    inspectClip: (url: string) => inspectClip(url),
  };
}

export type Annex = ReturnType<typeof annexTasks>;

/** Where the script leaves the way to open it. */
export interface AnnexScope {
  openPikaKeeperAnnex?: (core: Core) => Annex;
}

type Tail<Task> = Task extends (core: Core, ...rest: infer Rest) => unknown ? Rest : never;

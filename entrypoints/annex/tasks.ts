import type { SightingsMessage } from '../../lib/messages/protocol.ts';
import { inspectClip } from '../../lib/network/inspect.ts';
import { keepHistory } from '../../lib/store/seal.ts';
import type { Core } from './core.ts';
import { judgeGeneration } from './generation.ts';
import { nameClip } from './names.ts';
import { beginMaintenance, pauseWatching, resumeWatching, setWindows } from './pauses.ts';
import { takeSightings } from './sightings.ts';
import { askForClips, pauseSaving, setSaving } from './saving.ts';
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
    takeSightings: (message: SightingsMessage) => takeSightings(core, message),
    askForClips: (clips: readonly string[]) => askForClips(core, clips),
    setSaving: (saving: unknown) => setSaving(core, saving),
    pauseSaving: (paused: boolean) => pauseSaving(core, paused),
    nameClip: (row: Parameters<typeof nameClip>[1]) => nameClip(core, row),
    inspectClip: (url: string) => inspectClip(url),
  };
}

export type Annex = ReturnType<typeof annexTasks>;

/** Where the script leaves the way to open it. */
export interface AnnexScope {
  openPikaKeeperAnnex?: (core: Core) => Annex;
}

type Tail<Task> = Task extends (core: Core, ...rest: infer Rest) => unknown ? Rest : never;

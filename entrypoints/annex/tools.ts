import { withToolNotices } from '../../lib/domain/health/tool-opinions.ts';
import { originOf, parseToolChoice, type Tool, watchedTools } from '../../lib/domain/health/tools.ts';
import { hostsOfSources } from '../../lib/domain/jobs/view/source-view.ts';
import { controlsAnswer } from '../../lib/network/connectivity.ts';
import { askFeed } from '../../lib/network/status-feeds.ts';
import { SOURCE_PROFILES } from '../../lib/sources/jobs/list.ts';
import type { Store } from '../../lib/store/db.ts';
import { enrichIncidents } from '../../lib/store/incidents.ts';
import { readJitter, readSources, readTools, writeTools } from '../../lib/store/settings.ts';
import { forgetTools, readToolFacts } from '../../lib/store/tools.ts';
import { DAY } from '../../lib/time.ts';
import { checkTools, type CheckToolsOptions } from '../../lib/tasks/check-tools.ts';
import type { Core } from './core.ts';

/** Asks the tools that are due; with `atOnce` those that a person wants to know about. Nothing is sent while none is on. */
export async function checkWatchedTools(core: Core, options: Omit<CheckToolsOptions, 'jitter'> = {}): Promise<void> {
  const db = await core.openStore();
  await checkTools(
    {
      now: () => Date.now(),
      online: () => navigator.onLine,
      watched: async () => watchedTools(await readTools(db)),
      permitted: (tool) => core.hasHost(originOf(tool.feed)),
      ask: (tool, known) => askFeed(tool.feed, known),
      controlsAnswer,
      readHealth: () => core.readHealth(db),
      readToolFacts: () => readToolFacts(db),
      updateHealth: (decide) => core.updateHealth(db, decide),
      changed: () => core.announce('health'),
    },
    { ...options, jitter: await readJitter(db, Math.random) },
  );
  await noteOpinions(db, Date.now());
}

/** Incidents learn who else speaks of them; a page may be late, so those of the last day do too. */
async function noteOpinions(db: Store, now: number): Promise<void> {
  const watched = watchedTools(await readTools(db));
  const known = watched.length === 0 ? [] : await readToolFacts(db);
  if (known.some(({ reading }) => reading.status === 'down' || reading.status === 'degraded')) {
    await enrichIncidents(db, now - DAY, (incident) => withToolNotices(incident, watched, known));
  }
}

/** Stores which tools are watched, forgets those that no longer are, gives back their hosts, and asks the new ones at once. */
export async function chooseTools(core: Core, wanted: unknown): Promise<void> {
  const db = await core.openStore();
  const choice = parseToolChoice(wanted);
  const before = watchedTools(await writeTools(db, choice));
  const after = watchedTools(choice);
  const gone = before.filter((tool) => !after.some((other) => isSame(tool, other)));
  await forgetTools(db, gone.map(({ id }) => id));
  core.announce('settings');
  core.announce('health');
  const unused = gone.filter((tool) => !after.some((other) => originOf(other.feed) === originOf(tool.feed)));
  const ofSources = hostsOfSources(SOURCE_PROFILES, await readSources(db));
  await Promise.all(unused.filter((tool) => !ofSources.includes(originOf(tool.feed))).map((tool) => core.dropHost(tool.feed.url)));
  const only = after.filter((tool) => !before.some((other) => isSame(tool, other))).map(({ id }) => id);
  await checkWatchedTools(core, { atOnce: true, only });
}

/** A tool that is read elsewhere or otherwise is another one, though it keeps its id and its history. */
function isSame(one: Tool, other: Tool): boolean {
  return one.id === other.id && one.feed.url === other.feed.url && one.feed.dialect === other.feed.dialect;
}

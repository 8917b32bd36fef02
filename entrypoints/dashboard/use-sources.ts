import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SourcesView, SourceWork } from '../../components/dashboard/job-sources/Sources.tsx';
import { dropHosts, hasHosts, onPermissions, requestHosts } from '../../lib/browser/permissions.ts';
import { originOf, watchedTools } from '../../lib/domain/health/tools.ts';
import type { ApiSourceId } from '../../lib/domain/jobs/job.ts';
import { API_SOURCES, baseOf } from '../../lib/domain/jobs/source-settings.ts';
import { type SourceFacts, sourceViews } from '../../lib/domain/jobs/view/source-view.ts';
import { send } from '../../lib/messages/client.ts';
import { SOURCE_PROFILES } from '../../lib/sources/jobs/list.ts';
import { announce, onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { countPolls, enterToken } from '../../lib/store/polls.ts';
import { readSourceStates, resumeSource } from '../../lib/store/source-states.ts';
import { forgetToken, sourcesWithToken } from '../../lib/store/secrets.ts';
import { readSources, readTools, writeSource } from '../../lib/store/settings.ts';
import { changeSource, type SourceAnswer, type SourcePorts } from './change-source.ts';

interface Known extends SourceFacts {
  readonly toolHosts: readonly string[];
}

/**
 * The sources of jobs, in step with the store while they are on the screen.
 * @param clock a moment as the user reads it
 */
export function useSources(wanted: boolean, now: number, clock: (at: number) => string): SourcesView | null {
  const [known, setKnown] = useState<Known | null>(null);
  const [busy, setBusy] = useState<ReadonlySet<ApiSourceId>>(new Set());
  const [answers, setAnswers] = useState<SourcesView['answers']>(new Map());
  const renew = useRef(() => {});
  // Once for the page's whole life: there is no way to stop listening.
  useEffect(() => onPermissions(() => renew.current()), []);
  useEffect(() => {
    if (!wanted) return undefined;
    let isGone = false;
    renew.current = () => void readKnown().then((next) => isGone || setKnown(next)).catch(() => {}); // a store that does not open is told of by the whole page
    renew.current();
    const unhear = onChanged((what) => {
      if (what === 'settings' || what === 'jobs') renew.current();
    });
    return () => {
      isGone = true;
      renew.current = () => {};
      unhear();
    };
  }, [wanted]);
  const sources = useMemo(() => (known === null ? null : sourceViews(SOURCE_PROFILES, known, now, clock)), [known, now, clock]);
  if (known === null || sources === null) return null;
  const work = (id: ApiSourceId, what: SourceWork): void => {
    setBusy((ids) => new Set([...ids, id]));
    setAnswers((before) => without(before, id));
    // Not awaited before it is called: the browser asks for permissions only within the click.
    void changeSource(id, what, portsOf(known))
      .catch((): SourceAnswer => ({ tone: 'bad', sentence: 'That did not work. Try again in a moment.' }))
      .then((answer) => {
        if (answer !== null) setAnswers((before) => new Map(before).set(id, answer));
        setBusy((ids) => new Set([...ids].filter((other) => other !== id)));
        renew.current();
      });
  };
  return { sources, busy, answers, work };
}

async function readKnown(): Promise<Known> {
  const db = await openStore();
  const [settings, states, withToken, tools, counts] = await Promise.all([
    readSources(db),
    readSourceStates(db),
    sourcesWithToken(db),
    readTools(db),
    Promise.all(API_SOURCES.map(async (id) => [id, await countPolls(db, id)] as const)),
  ]);
  const granted = await Promise.all(API_SOURCES.map((id) => hasHosts(SOURCE_PROFILES[id].origins(baseOf(SOURCE_PROFILES[id], settings)))));
  return {
    settings,
    states,
    withToken,
    permitted: new Set(API_SOURCES.filter((_id, place) => granted[place])),
    jobs: Object.fromEntries(counts) as SourceFacts['jobs'], // every id stands in the list, so the record is whole
    toolHosts: watchedTools(tools).map(({ feed }) => originOf(feed)),
  };
}

function portsOf({ settings, toolHosts }: Known): SourcePorts {
  return {
    profiles: SOURCE_PROFILES,
    settings,
    toolHosts,
    requestHosts,
    dropHosts,
    writeSource: async (id, choice) => writeSource(await openStore(), id, choice),
    calm: async (id) => resumeSource(await openStore(), id, Date.now()),
    enterToken: async (id, token) => enterToken(await openStore(), id, token, Date.now()),
    forgetToken: async (id) => forgetToken(await openStore(), id),
    announce: () => announce('settings'),
    send,
  };
}

function without(answers: SourcesView['answers'], id: ApiSourceId): SourcesView['answers'] {
  return new Map([...answers].filter(([other]) => other !== id));
}

import { hasHost, hasPikaPermission } from '../../lib/browser/permissions.ts';
import type { ToolReading } from '../../lib/domain/health/tool-reading.ts';
import { originOf, type Tool, TOOLS, watchedTools } from '../../lib/domain/health/tools.ts';
import type { Verdict } from '../../lib/domain/health/verdict.ts';
import type { ToolFinding, VerdictFacts } from '../../lib/domain/health/verdict/facts.ts';
import { send } from '../../lib/messages/client.ts';
import { controlsAnswer, plainAnswers } from '../../lib/network/connectivity.ts';
import { lookUpName } from '../../lib/network/doh.ts';
import { readFeed } from '../../lib/network/status-feeds.ts';
import { apistatuscheck } from '../../lib/sources/status/apistatuscheck.ts';
import { openStore } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readPageFacts } from '../../lib/store/page-facts.ts';
import { readTools } from '../../lib/store/settings.ts';
import { readToolFacts } from '../../lib/store/tools.ts';
import { askVerdict } from '../../lib/tasks/ask-verdict.ts';
import { checkPika } from './check-pika.ts';

const PIKA_HOST = 'pika.art';

/** One question at a time: a second click while it is out gets the same answer. */
let asking: Promise<Verdict> | null = null;

/**
 * Asks all there is to ask, live, and judges it: in the page that wants to know, so that the answer needs no worker. What
 * was checked on the way is recorded as checks; if the page closes before that, nothing of it was there.
 */
export function giveVerdict(): Promise<Verdict> {
  asking ??= askVerdict({
    now: () => Date.now(),
    online: () => navigator.onLine,
    permitted: hasPikaPermission,
    checkPika: (tell, controls) => checkPika(true, { tell, controls }),
    controlsAnswer,
    plainAnswers,
    lookUp: () => lookUpName(PIKA_HOST),
    opinion: askOpinion,
    askTools,
    readHealth: async () => readHealth(await openStore()),
    readPage: async () => readPageFacts(await openStore()),
    readTools: readToolFindings,
    wait,
  }).finally(() => {
    asking = null;
  });
  return asking;
}

/** Asks the aggregator, on its own host and only where the user has allowed that. */
async function askOpinion(): Promise<VerdictFacts['opinion']> {
  const feed = TOOLS.find(({ feed: { dialect } }) => dialect === 'apistatuscheck')?.feed;
  if (feed === undefined || !(await hasHost(originOf(feed)))) return 'not-asked';
  const { reading, at } = await readFeed(feed, 'apistatuscheck', apistatuscheck);
  return { status: reading.status, at };
}

/** By the worker, which knows how each is read. Those asked a moment ago, or that refuse to be asked so often, are left as they were found. */
async function askTools(): Promise<void> {
  const only = (await watched()).map(({ id }) => id);
  if (only.length > 0) await send({ type: 'ui:check-tools', only });
}

/** Other tools that the user switched on; the aggregator is asked apart. */
async function watched(): Promise<readonly Tool[]> {
  return watchedTools(await readTools(await openStore())).filter(({ kind }) => kind !== 'opinion');
}

async function readToolFindings(): Promise<readonly ToolFinding[]> {
  const [tools, facts] = await Promise.all([watched(), readToolFacts(await openStore())]);
  return tools.map(({ id, name, kind }) => {
    const found = facts.find((one) => one.id === id);
    const status: ToolReading['status'] = found?.reading.status ?? 'unknown';
    return { id, name, isSupplier: kind === 'supplier', status, at: found?.askedAt ?? null };
  });
}

function wait(ms: number): { over: Promise<void>; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { over, cancel: () => clearTimeout(timer) };
}

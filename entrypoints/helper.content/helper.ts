import { isAlive, onPush, send } from '../../lib/messages/client.ts';
import { firstPageRows } from '../../lib/sources/pika/first-page.ts';
import { openInlet } from '../../lib/sources/pika/tap-inlet.ts';
import { TAP_HELPER } from '../../lib/sources/pika/tap-names.ts';
import { createLifetime, type Lifetime } from './lifetime.ts';
import { createNotices } from './notices.ts';
import { createOnPage, type OnPage } from './on-page.ts';
import { followPage } from './page-events.ts';
import { createPageWatch, type PageWatch } from './page-watch.ts';
import { createReader, type Reader } from './reader.ts';
import { createRelay, type Relay } from './relay.ts';
import { createSoon } from './soon.ts';
import { createSubmits, type Submits } from './submits.ts';
import { type VideoWatch, watchVideos } from './videos.ts';

/** A video that the page shows waits so long (ms) for the answer that names its job and prompt; then it is offered without. */
const AFTER_ITS_JOB = 300;

/** Wires the helper of one page: what the page shows goes to the background, what the background says onto the badge. */
export function startHelper(): void {
  const life = createLifetime(isAlive);
  const onPage = createOnPage();
  const relay = createPageRelay(onPage);
  const watch = startPageWatch();
  const submits = createPageSubmits();
  const reader = createPageReader({ relay, watch, onPage, submits });
  const closeInlet = openInlet(performance, crypto.randomUUID(), (told) => {
    if (!life.goesOn()) return false;
    if (told.url === '') submits.begun(told.form);
    else reader.take(told);
    return true;
  });
  const requests = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) submits.ended(entry as PerformanceResourceTiming); // of no other type are any asked for
  });
  requests.observe({ type: 'resource' });
  life.atEnd(() => requests.disconnect());
  for (const work of [relay.stop, closeInlet, followThisPage({ life, onPage, relay, watch, reader, submits }), onPage.close]) life.atEnd(work);
  // A newer helper says hello: if that is because the extension was updated, this one is over.
  performance.addEventListener(TAP_HELPER, life.goesOn);
  life.atEnd(() => performance.removeEventListener(TAP_HELPER, life.goesOn));
  life.atEnd(onPush((push) => (push.type === 'push:summary' ? onPage.show(push.summary) : onPage.moved())));
}

interface Parts {
  readonly life: Lifetime;
  readonly onPage: OnPage;
  readonly relay: Relay;
  readonly watch: PageWatch;
  readonly reader: Reader;
  readonly submits: Submits;
}

/** @returns a function that ends it */
function followThisPage({ life, onPage, relay, watch, reader, submits }: Parts): () => void {
  let videos: VideoWatch | null = null;
  const unfollow = followPage({
    ready() {
      reader.take({ url: location.href, text: firstPageRows(inlineScripts()), form: '' });
      videos = watchVideos((found) => {
        watch.shown();
        onPage.saw(found.map(({ url }) => url));
        setTimeout(() => relay.offer([], found), AFTER_ITS_JOB);
      }, onPage.changed);
      videos.scan();
      requestIdleCallback(() => life.goesOn() && onPage.open(), { timeout: 2_000 });
    },
    shown() {
      if (!life.goesOn()) return;
      videos?.scan();
      onPage.wake();
    },
    beat() {
      if (!life.goesOn()) return;
      watch.beat();
      submits.beat();
    },
  });
  return () => {
    unfollow();
    videos?.stop();
  };
}

function createPageRelay(onPage: OnPage): Relay {
  return createRelay({
    now: Date.now,
    later: (work, ms) => void setTimeout(work, ms),
    async tell({ jobs, loose }) {
      const reply = await send({ type: 'page:sightings', jobs, loose });
      return reply.ok ? reply.value : null;
    },
    answered: ({ summary }) => onPage.show(summary),
  });
}

function startPageWatch(): PageWatch {
  return createPageWatch({
    now: Date.now,
    path: () => location.pathname,
    whole: document.readyState === 'loading',
    reader: async (state, shapes) => (await send({ type: 'page:reader', state, shapes })).ok,
    balance: (credits) => void send({ type: 'page:balance', credits }),
  });
}

function createPageSubmits(): Submits {
  return createSubmits({
    now: Date.now,
    clock: () => performance.now(),
    later: (work, ms) => void setTimeout(work, ms),
    newId: () => crypto.randomUUID(),
    async tell(submit) {
      const reply = await send({ type: 'page:submit', submit });
      return reply.ok && reply.value;
    },
  });
}

function createPageReader({ relay, watch, onPage, submits }: Omit<Parts, 'life' | 'reader'>): Reader {
  return createReader({
    now: Date.now,
    soon: createSoon(),
    seen(jobs) {
      onPage.saw(jobs.flatMap(({ videos }) => videos.map(({ url }) => url)));
      relay.offer(jobs, []);
    },
    replied: submits.answered,
    answered: (answer) => watch.answered(answer),
    refused: (request, error) => void send({ type: 'page:refusal', request, error }),
    noticed: createNotices(Date.now, (notice) => void send({ type: 'page:notice', notice })),
  });
}

function inlineScripts(): string[] {
  return Array.from(document.scripts, (script) => (script.src === '' ? script.text : '')).filter((text) => text !== '');
}

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
import { type VideoWatch, watchVideos } from './videos.ts';

/** A video that the page shows waits so long (ms) for the answer that names its job and prompt; then it is offered without. */
const AFTER_ITS_JOB = 300;

/** Wires the helper of one page: what the page shows goes to the background, what the background says onto the badge. */
export function startHelper(): void {
  const life = createLifetime(isAlive);
  const onPage = createOnPage();
  const relay = createPageRelay(onPage);
  const watch = startPageWatch();
  const reader = createPageReader(relay, watch, onPage);
  const closeInlet = openInlet(performance, crypto.randomUUID(), (told) => {
    if (!life.goesOn()) return false;
    reader.take(told);
    return true;
  });
  for (const work of [relay.stop, closeInlet, followThisPage({ life, onPage, relay, watch, reader }), onPage.close]) life.atEnd(work);
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
}

/** @returns a function that ends it */
function followThisPage({ life, onPage, relay, watch, reader }: Parts): () => void {
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
    beat: () => void (life.goesOn() && watch.beat()),
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

function createPageReader(relay: Relay, watch: PageWatch, onPage: OnPage): Reader {
  return createReader({
    now: Date.now,
    soon: createSoon(),
    seen(jobs) {
      onPage.saw(jobs.flatMap(({ videos }) => videos.map(({ url }) => url)));
      relay.offer(jobs, []);
    },
    answered: (answer) => watch.answered(answer),
    refused: (request, error) => void send({ type: 'page:refusal', request, error }),
    noticed: createNotices(Date.now, (notice) => void send({ type: 'page:notice', notice })),
  });
}

function inlineScripts(): string[] {
  return Array.from(document.scripts, (script) => (script.src === '' ? script.text : '')).filter((text) => text !== '');
}

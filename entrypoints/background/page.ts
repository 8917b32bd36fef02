/** What the user asks for on pika.art itself, as messages of the page's script. */
import { createTurns } from '../../lib/domain/jobs/turns.ts';
import type { PageSummary } from '../../lib/domain/summary.ts';
import type { Handlers } from '../../lib/messages/server.ts';
import { openAnnex } from './annex.ts';
import { readSummary } from './outlook.ts';
import { saver } from './saves.ts';

/** Whatever asks faster is no person with a page of videos. Forgotten with the worker: then there is a burst again. */
const LOOKS = createTurns(10, 40);
const PRESSES = createTurns(2, 40);

type Names = 'page:submit' | 'page:cards' | 'page:save' | 'page:shows' | 'page:backfill' | 'page:walked' | 'ui:shows' | 'ui:backfill';

export const pageHandlers: Pick<Handlers, Names> = {
  async 'page:submit'({ submit }) {
    return (await openAnnex()).noteSubmit(submit);
  },
  async 'page:cards'({ urls }) {
    return LOOKS.take(Date.now()) > 0 ? null : (await openAnnex()).pageCards(urls);
  },
  async 'page:save'({ urls, ask }) {
    if (PRESSES.take(Date.now()) > 0) return null;
    const taken = await (await openAnnex()).savePageClips(urls, ask);
    await saver.pump();
    return taken;
  },
  'page:shows': ({ shows }) => told((annex) => annex.choosePage(shows)),
  'page:backfill': ({ command }) => told((annex) => annex.runBackfill(command)),
  async 'page:walked'({ ended, touched }, { tab }) {
    return tab !== null && (await openAnnex()).noteWalk(tab, { ended, touched });
  },
  async 'ui:shows'({ shows }) {
    await told((annex) => annex.choosePage(shows));
    return null;
  },
  async 'ui:backfill'({ command }) {
    await told((annex) => annex.runBackfill(command));
    return null;
  },
};

/** What was held by a pause may begin. */
async function told(work: (annex: Awaited<ReturnType<typeof openAnnex>>) => Promise<void>): Promise<PageSummary> {
  await work(await openAnnex());
  await saver.pump();
  return readSummary();
}

import { showDownload } from '../../lib/browser/downloads.ts';
import { wantAgain } from '../../lib/domain/clips/again.ts';
import type { Handlers } from '../../lib/messages/server.ts';
import { openStore } from '../../lib/store/db.ts';
import { changeSaves, putSave, readRow } from '../../lib/store/ledger.ts';
import { writePageNotice } from '../../lib/store/page-notice.ts';
import { checkHealth } from './health.ts';
import { readSummary } from './outlook.ts';
import { saver, takeSightings } from './saves.ts';
import { changed } from './world.ts';

/** Message → task, in order of trust: first what a pika.art page can bring about, then what the user asks for. */
export const handlers: Handlers = {
  async 'page:sightings'(message) {
    const { accepted, deferred } = await takeSightings(message);
    if (message.jobs.length > 0) await writePageNotice(await openStore(), null, Date.now());
    return { accepted, deferred, summary: await readSummary() };
  },
  async 'page:notice'({ notice }) {
    await writePageNotice(await openStore(), notice, Date.now());
    changed('health');
    return null;
  },
  'page:summary': () => readSummary(),
  async 'ui:retry'({ clip }) {
    const db = await openStore();
    const row = await readRow(db, clip);
    const next = row && wantAgain(row.save, Date.now());
    if (next) await putSave(db, next, [row.save.state], true);
    changed('saves');
    await saver.pump();
    return null;
  },
  async 'ui:retry-all'() {
    const now = Date.now();
    await changeSaves(await openStore(), ['failed', 'lost', 'wanted'], (save) => wantAgain(save, now));
    changed('saves');
    await saver.pump();
    return null;
  },
  async 'ui:show'({ clip }) {
    const row = await readRow(await openStore(), clip);
    return row?.save.downloadId == null ? false : showDownload(row.save.downloadId);
  },
  async 'ui:check-now'() {
    await checkHealth(true);
    return null;
  },
};

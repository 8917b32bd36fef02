import { defineBackground } from 'wxt/utils/define-background';
import { ensureTick, onTick } from '../../lib/browser/alarms.ts';
import { onDownloads, onFiles } from '../../lib/browser/downloads.ts';
import { onPermissions } from '../../lib/browser/permissions.ts';
import { onManaged } from '../../lib/browser/policy.ts';
import { onInstalled, onStartup } from '../../lib/browser/runtime.ts';
import { injectIntoPikaTabs } from '../../lib/browser/tabs.ts';
import { listen } from '../../lib/messages/server.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { keepAnnex } from './annex.ts';
import { noteFile } from '../shared/files.ts';
import { handlers } from './handlers.ts';
import { checkHealth } from './health.ts';
import { showOutlook } from './outlook.ts';
import { followPolicy } from './policy.ts';
import { onDownload, saver } from './saves.ts';
import { tick } from './tick.ts';
import { checkWatchedTools } from './tools.ts';
import { log } from './world.ts';

/** Everything below is attached in the worker's first turn: an event that wakes the worker must find its listener. */
export default defineBackground(() => {
  listen(handlers, log);
  onTick(() => run('tick', tick));
  onDownloads((id, news) => run('download', () => onDownload(id, news)));
  onFiles((id) => run('file', () => noteFile(id)));
  onPermissions(() => run('permissions', () => checkHealth(true)));
  onPermissions(() => run('tools', () => checkWatchedTools({ permissionsOnly: true })));
  onManaged(() => run('policy', followPolicy));
  onInstalled(() => run('inject', injectIntoPikaTabs));
  onStartup(() => run('startup', tick));
  // Its own changes and those of a page: a verdict that was asked for there may change the sign.
  onChanged((what) => run('outlook', () => showOutlook(what)));
  self.addEventListener('online', () => run('online', () => checkHealth(true)));
  self.addEventListener('offline', () => run('offline', () => checkHealth(true)));
  keepAnnex();
  run('start', start);
});

/** Each start of the worker, whatever woke it: the badge first, since it is gone after a restart of the browser. */
async function start(): Promise<void> {
  await ensureTick(Date.now(), log);
  await showOutlook();
  await followPolicy();
  await Promise.all([saver.reconcile(), tick()]);
}

/** No failure, thrown or rejected, may cost the next event its handler. */
function run(what: string, work: () => Promise<void>): void {
  Promise.resolve()
    .then(work)
    .catch((error: unknown) => log('worker.error', { what, error: String(error) }));
}

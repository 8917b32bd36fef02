import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { type AnnexScope, annexTasks } from './tasks.ts';

/** Says how the annex is made, and does nothing else: the worker may load it again at any time. */
export default defineUnlistedScript(() => {
  (globalThis as AnnexScope).openPikaKeeperAnnex = annexTasks;
});

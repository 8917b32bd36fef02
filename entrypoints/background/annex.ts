import { findDownload, findOurDownloads } from '../../lib/browser/downloads.ts';
import { keepOwnScript, loadOwnScript } from '../../lib/browser/own-script.ts';
import { dropHost, hasHost } from '../../lib/browser/permissions.ts';
import { discardTextDownload, forgetDownload, startTextDownload } from '../../lib/browser/text-downloads.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import type { Log } from '../../lib/log.ts';
import type { Annex, AnnexScope } from '../annex/tasks.ts';
import { log } from './world.ts';

const FILE = 'annex.js';
const TEXTS = { start: startTextDownload, find: findDownload, findOurs: findOurDownloads, forget: forgetDownload, discard: discardTextDownload };

/** The worker's second script, loaded by the first task of this life that needs it. Ask first whether there is anything to do. */
export const openAnnex = onceLoaded(load, log);

/** Keeps the annex with the worker. Attach in the worker's first turn. */
export function keepAnnex(): void {
  keepOwnScript(FILE, (error) => log('annex.not-kept', { error: String(error) }));
}

/**
 * One load for all who ask; whoever asks after a failure tries again. The failure is logged and theirs to bear: their
 * task is scheduled like any that fails.
 */
export function onceLoaded<Loaded>(open: () => Promise<Loaded>, tell: Log): () => Promise<Loaded> {
  let opened: Promise<Loaded> | null = null;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      tell('annex.failed', { error: String(error) });
      throw error;
    });
    return opened;
  };
}

async function load(): Promise<Annex> {
  await loadOwnScript(FILE);
  const { openPikaKeeperAnnex: open } = globalThis as AnnexScope;
  if (open === undefined) throw new Error('the script did not say how it is opened');
  return open({ openStore, announce, readHealth, updateHealth, hasHost, dropHost, texts: TEXTS, log });
}

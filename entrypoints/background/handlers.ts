import type { Handlers } from '../../lib/messages/server.ts';
import { openAnnex } from './annex.ts';
import { showClip } from '../shared/files.ts';
import { pageHandlers } from './page.ts';
import { judgeSoon } from './generation.ts';
import { checkHealth } from './health.ts';
import { readSummary } from './outlook.ts';
import { saver, takeSightings } from './saves.ts';
import { tick } from './tick.ts';
import { checkWatchedTools } from './tools.ts';

/** Message → task, in order of trust: first what a pika.art page can bring about, then what the user asks for. */
export const handlers: Handlers = {
  async 'page:sightings'(message) {
    const { accepted, deferred } = await takeSightings(message);
    if (message.jobs.length > 0) await (await openAnnex()).pageShowsJobs(deferred === 0);
    return { accepted, deferred, summary: await readSummary() };
  },
  async 'page:notice'({ notice }) {
    await (await openAnnex()).noticeOfPage(notice);
    return null;
  },
  async 'page:reader'({ state, shapes }) {
    await (await openAnnex()).noteReader(state === 'understood' ? null : shapes);
    return null;
  },
  async 'page:balance'({ credits }) {
    const annex = await openAnnex();
    await annex.noteBalance(credits);
    return null;
  },
  async 'page:refusal'({ request: { prompt, model, feature, creditCost }, error }) {
    await (await openAnnex()).noteRefusal({ request: { prompt, model, feature, creditCost }, error });
    judgeSoon();
    return null;
  },
  'page:summary': () => readSummary(),
  ...pageHandlers,
  async 'ui:retry'({ clip }) {
    await askFor([clip]);
    return null;
  },
  async 'ui:ask'({ clips }) {
    await askFor(clips);
    return null;
  },
  async 'ui:skip'({ clips }) {
    const annex = await openAnnex();
    await annex.skipClips(clips);
    return null;
  },
  async 'ui:again'({ clips }) {
    const annex = await openAnnex();
    await annex.saveClipsAgain(clips);
    await saver.pump();
    return null;
  },
  async 'ui:set-saving'({ saving }) {
    const annex = await openAnnex();
    await annex.setSaving(saving);
    await saver.pump();
    return null;
  },
  async 'ui:pause-saving'({ paused }) {
    const annex = await openAnnex();
    await annex.pauseSaving(paused);
    await saver.pump();
    return null;
  },
  async 'ui:retry-all'() {
    const annex = await openAnnex();
    await annex.retryAll();
    await saver.pump();
    return null;
  },
  'ui:show': ({ clip }) => showClip(clip),
  async 'ui:check-now'() {
    await checkHealth(true);
    return null;
  },
  async 'ui:pause'({ monitors, until }) {
    const annex = await openAnnex();
    await annex.pauseWatching(monitors, until);
    await checkHealth(false);
    return null;
  },
  async 'ui:resume'({ monitors }) {
    const annex = await openAnnex();
    await annex.resumeWatching(monitors);
    await checkHealth(true);
    return null;
  },
  async 'ui:set-windows'({ windows }) {
    const annex = await openAnnex();
    await annex.setWindows(windows);
    await checkHealth(false);
    return null;
  },
  async 'ui:set-tools'({ tools }) {
    const annex = await openAnnex();
    await annex.chooseTools(tools);
    return null;
  },
  async 'ui:check-tools'({ only }) {
    await checkWatchedTools({ atOnce: true, ...(only.length > 0 ? { only } : {}) });
    return null;
  },
  async 'ui:poll-now'() {
    await tick();
    return null;
  },
  async 'ui:test-source'({ source }) {
    const annex = await openAnnex();
    return annex.testSource(source);
  },
  async 'ui:resume-source'({ source }) {
    const annex = await openAnnex();
    await annex.resumeAsking(source);
    await tick();
    return null;
  },
};

/** What the user wants to have begins at once. */
async function askFor(clips: readonly string[]): Promise<void> {
  const annex = await openAnnex();
  await annex.askForClips(clips);
  await saver.pump();
}

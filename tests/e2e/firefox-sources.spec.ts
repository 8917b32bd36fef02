import { hasFirefox } from '../support/firefox.ts';
import { fill } from '../support/firefox-steps.ts';
import { test, untilSays } from '../support/firefox-test.ts';
import { expect } from '../support/keeper-test.ts';
import { hashesOnDisk, hashesPromised, untilSaved } from '../support/saved.ts';
import { askedOfSources, untilState } from '../support/source-steps.ts';
import { until } from '../support/until.ts';

test.skip(!hasFirefox(), 'there is no Firefox on this machine');

// The browser's own question is no page that a test can reach: yes is taken for granted.
const SAYS_YES = { 'extensions.webextOptionalPermissionPrompts': false };

test('jobs of a source that is switched on are pasted, followed, and saved once, byte for byte', async ({ firefox }) => {
  const keeper = await firefox({ preferences: SAYS_YES });
  const { world } = keeper.simulator;
  const done = world.apis.add('fal', { prompt: 'a lighthouse in a storm', state: 'finished' });
  const running = world.apis.add('fal', { prompt: 'a paper boat', state: 'pending' });

  const settings = await keeper.dashboard();
  await settings.click('#tab-settings');
  // Nothing above it is still to come, and moves what is clicked.
  for (const section of ['Sources of jobs', 'Shown there', 'Settings as a file']) await untilSays(settings, section);
  await settings.click('#source-fal');
  const isReady = () => document.querySelector('#source-fal-token') !== null && !document.body.innerText.includes('One moment…');
  await until(() => settings.evaluate(isReady), { timeout: 30_000, what: 'the field for its token' });
  await fill(settings, '#source-fal-token', world.apis.tokens.fal);
  await settings.click('[aria-label$="of fal"] [type="submit"]');
  await untilSays(settings, 'accepts');

  const popup = await keeper.popup();
  await untilSays(popup, 'Add job IDs');
  await popup.evaluate(() => Array.from(document.querySelectorAll('button')).find(({ textContent }) => textContent === 'Add job IDs')?.click());
  await untilSays(popup, 'Job IDs');
  await fill(popup, '#add-jobs', `${done.id}\n${running.id}`);
  await untilSays(popup, 'Follow 2');
  await popup.click('.paste [type="submit"]');
  await untilSays(popup, '2 jobs are followed from now on.');

  await untilSaved(keeper, 1);
  expect(await hashesOnDisk(keeper)).toEqual(hashesPromised(keeper, [done.job]));
  await untilState(keeper, `fal:${running.id}`, 'running');
  await untilSays(popup, 'Generating');
  expect(askedOfSources(keeper).filter(({ method, kind }) => method !== 'GET' || kind === 'write')).toEqual([]);
  expect(world.writes).toBe(0);
});

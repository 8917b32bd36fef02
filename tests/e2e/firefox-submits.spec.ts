import type { Submit } from '../../lib/domain/jobs/submits.ts';
import { SUBMITS } from '../../lib/store/submits.ts';
import { type FirefoxKeeper, hasFirefox } from '../support/firefox.ts';
import { test } from '../support/firefox-test.ts';
import { expect } from '../support/keeper-test.ts';

test.skip(!hasFirefox(), 'there is no Firefox on this machine');

/** Submits as the page does. */
async function submit(prompt: string): Promise<void> {
  const form = new FormData();
  form.append('promptText', prompt);
  form.append('model', '2.5');
  await fetch('https://api.pika.art/generate/v2', { method: 'POST', body: form, credentials: 'include' }).then((answer) => answer.json()).catch(() => {});
}

const fatesOf = async (keeper: FirefoxKeeper): Promise<readonly string[]> => {
  const row = (await keeper.readStore<{ readonly key: string; readonly value: unknown }>('meta')).find(({ key }) => key === SUBMITS);
  return ((row?.value ?? []) as Submit[]).map(({ prompt, fate }) => `${prompt} ${fate}`); // as the product has stored it
};

test('Firefox, too, tells a submit that got no answer from those that got one', async ({ firefox }) => {
  const keeper = await firefox({ scenario: 'empty' });
  const { world } = keeper.simulator;
  await keeper.page.goto('https://pika.art/library');
  const faults = { cut: { kind: 'cut', fraction: 0.5 }, reset: { kind: 'reset' }, refused: { kind: 'refused' } } as const;
  for (const [prompt, spec] of Object.entries(faults)) {
    const fault = world.setFault({ ...spec, host: 'api.pika.art', path: '/generate', method: 'POST' });
    await keeper.page.evaluate(submit, prompt);
    world.clearFault(fault);
  }
  await keeper.page.evaluate(submit, 'good');
  await expect.poll(() => fatesOf(keeper)).toEqual(['cut broke', 'reset broke', 'refused refused', 'good taken']);
  for (const { id } of world.jobs) world.finishJob(id);
  await keeper.page.reload();
  const notices = (): readonly string[] => Array.from(document.querySelectorAll('.notice-title'), (title) => title.textContent ?? '');
  const popup = await keeper.popup();
  // The cut one shows up in the library, and the last one never does.
  await expect.poll(() => popup.evaluate(notices)).toEqual(['No answer from Pika: “reset”']);
});

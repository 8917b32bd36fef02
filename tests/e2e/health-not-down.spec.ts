import { outage } from '../simulator/scenarios.ts';
import type { World } from '../simulator/world.ts';
import { all, checksSince, clockWords, launchSettled, monitors, nowOf, pass, popupWords, statusesIn, toolbar } from '../support/health-clock.ts';
import { expect, test } from '../support/keeper-test.ts';

/** What looks like an outage and is none of Pika's: each is called by its own name, in no tick `down`, and gone when it is over. */

const GREY = '#5f6368';
const UP = 'Pika Keeper: Pika works.';
const PIKA = /(?:^|\.)pika\.art$/u;
const MAY_BE_FINE = 'Pika itself may be fine. Open it: a check, a sign-in or your network’s own page may be waiting there.';

interface Block {
  readonly name: string;
  readonly strike: (world: World) => void;
  readonly sentence: (since: string) => string;
  readonly check: { readonly kind: string; readonly httpStatus: number | null };
}

const BLOCKS: readonly Block[] = [
  {
    name: 'a bot check (403)',
    strike: (world) => outage.challenge(world, 403),
    sentence: (since) => `Since ${since} pika.art shows your browser a bot check, so we can’t tell whether Pika works.`,
    check: { kind: 'challenge', httpStatus: 403 },
  },
  {
    name: 'a bot check (503)',
    strike: (world) => outage.challenge(world, 503),
    sentence: (since) => `Since ${since} pika.art shows your browser a bot check, so we can’t tell whether Pika works.`,
    check: { kind: 'challenge', httpStatus: 503 },
  },
  {
    name: 'a page of maintenance',
    strike: outage.maintenance,
    sentence: (since) => `Since ${since} pika.art answers with a page that is not Pika’s own, so we can’t tell whether Pika works.`,
    check: { kind: 'wrong-page', httpStatus: 200 },
  },
  {
    name: 'too many requests',
    strike: (world) => outage.rateLimited(world, '5'),
    sentence: (since) => `Since ${since} pika.art refuses our checks (error 429), so we can’t tell whether Pika works.`,
    check: { kind: 'refused', httpStatus: 429 },
  },
  {
    name: 'a captive portal that redirects',
    strike: (world) => outage.captivePortal(world, 302),
    sentence: (since) => `Since ${since} pika.art sends us on to another site, as the sign-in pages of networks do, so we can’t tell whether Pika works.`,
    check: { kind: 'redirected', httpStatus: null },
  },
  {
    name: 'a captive portal in place of every answer',
    strike: (world) => outage.captivePortal(world, 200),
    sentence: (since) => `Since ${since} pika.art answers with a page that is not Pika’s own, so we can’t tell whether Pika works.`,
    check: { kind: 'wrong-page', httpStatus: 200 },
  },
];

for (const { name, strike, sentence, check } of BLOCKS) {
  test(`${name} is a block, never an outage`, async ({ launch }) => {
    const keeper = await launchSettled(launch);
    const began = nowOf(keeper);
    strike(keeper.simulator.world);
    const sights = await pass(keeper, 6);
    expect(statusesIn(sights)).toEqual(new Set(['up', 'blocked']));
    const checks = await checksSince(keeper, began);
    expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    const first = checks.find(({ monitor, outcome }) => monitor === 'pika-web' && outcome === 'blocked');
    expect(first).toMatchObject(check);
    const site = (await monitors(keeper)).find(({ monitor }) => monitor === 'pika-web');
    expect(site).toMatchObject({ status: 'blocked', since: first?.at });

    const words = sentence(clockWords(first?.at ?? 0));
    await expect.poll(() => toolbar(keeper)).toBe(`? ${GREY} Pika Keeper: ${words}`);
    expect(await popupWords(keeper)).toEqual({ sentence: words, since: expect.stringMatching(/^for [456] min$/u), advice: MAY_BE_FINE });

    outage.recover(keeper.simulator.world);
    await pass(keeper, 3, { stop: all('up') });
    await expect.poll(() => toolbar(keeper)).toBe(UP);
  });
}

test('Pika’s wish to be left alone is granted: no request until Retry-After is over', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  outage.rateLimited(keeper.simulator.world, '600');
  await pass(keeper, 2);
  keeper.simulator.requests.clear();
  const sights = await pass(keeper, 7);
  expect(keeper.simulator.requests.filter(({ host }) => PIKA.test(host))).toEqual([]);
  expect(statusesIn(sights)).not.toContain('down');
  outage.recover(keeper.simulator.world);
  await pass(keeper, 4, { stop: all('up') });
  await expect.poll(() => toolbar(keeper)).toBe(UP);
});

for (const how of ['html', 'redirect', 'unauthorized'] as const) {
  test(`a lost login (${how}) says nothing about Pika`, async ({ launch }) => {
    const keeper = await launchSettled(launch, { scenario: 'everyday' });
    // What was said before is painted over up to a second later.
    await expect.poll(() => toolbar(keeper)).toBe(UP);
    await keeper.page.goto('https://pika.art/library');
    await expect(keeper.page.locator('.card').first()).toBeVisible();
    const { world } = keeper.simulator;
    world.logout(how);
    for (const host of ['api.pika.art', 'login.pika.art']) world.setFault({ kind: 'unauthorized', host });
    await keeper.page.reload();
    const sights = await pass(keeper, 5);
    expect(statusesIn(sights)).toEqual(new Set(['up']));
    expect(sights.map(({ badge }) => badge)).not.toContain('?');
    expect((await popupWords(keeper)).sentence).toBe('Pika works.');
  });
}

test('a click on "Check Pika now" while offline says so, and blames nobody', async ({ launch }) => {
  const keeper = await launchSettled(launch);
  outage.offline(keeper.simulator.world);
  await pass(keeper, 1);
  const popup = await keeper.popup();
  await popup.getByRole('button', { name: 'Check Pika now' }).click();
  await expect(popup.locator('.verdict-title')).toHaveText('Your internet connection does not answer, so Pika cannot be checked.');
  await expect.poll(() => toolbar(keeper)).toContain(`off ${GREY}`);
});

import { describe, expect, it } from 'vitest';
import { createSubmits } from '../../../entrypoints/helper.content/submits.ts';
import type { Submit } from '../../../lib/domain/jobs/submits.ts';

const GENERATE = 'https://api.pika.art/generate/v2';
const form = (promptText: string, fields: object = { model: '2.5' }) => JSON.stringify({ promptText, ...fields });

/** A page with what follows its submits; `hears` is whether the background answers. */
function start() {
  const told: Submit[] = [];
  const timers: { at: number; work: () => void }[] = [];
  const world = { now: 1_000, hears: true };
  let ids = 0;
  const submits = createSubmits({
    now: () => 1_000_000 + world.now,
    clock: () => world.now,
    later: (work, ms) => void timers.push({ at: world.now + ms, work }),
    newId: () => String((ids += 1)),
    tell(submit) {
      if (world.hears) told.push(submit);
      return Promise.resolve(world.hears);
    },
  });
  const pass = async (ms: number) => {
    world.now += ms;
    for (const timer of timers.filter(({ at }) => at <= world.now).toSorted((a, b) => a.at - b.at)) timers.splice(timers.indexOf(timer), 1)[0]?.work();
    await Promise.resolve();
  };
  /** The browser's word on a request that began `ago` before now. */
  const end = (responseStatus: number, ago = 5, name = GENERATE) => submits.ended({ name, startTime: world.now - ago, responseEnd: world.now, responseStatus });
  const fates = () => told.map(({ prompt, fate }) => `${prompt} ${fate}`);
  return { submits, told, world, pass, end, fates };
}

describe('a submit of the page', () => {
  it('is told when its form is filled in, with its moment, and when its answer has named a job', async () => {
    const { submits, told, pass, end, fates } = start();
    submits.begun(form('a fox'));
    expect(told).toEqual([{ id: '1', prompt: 'a fox', at: 1_001_000, fate: 'sent' }]);
    await pass(500);
    end(200, 499);
    submits.answered(true);
    await pass(10_000);
    expect(fates()).toEqual(['a fox sent', 'a fox taken']);
  });

  it.each([0, 502, 504, 522])('broke where its request ended with status %j: nobody could read an answer', async (status) => {
    const { submits, pass, end, fates } = start();
    submits.begun(form('a fox'));
    await pass(500);
    end(status, 500);
    await pass(10_000);
    expect(fates()).toEqual(['a fox sent', 'a fox broke']);
  });

  it.each([400, 401, 402, 429, 500, 503])('was answered where its request ended with status %j', async (status) => {
    const { submits, pass, end, fates } = start();
    submits.begun(form('a fox'));
    await pass(500);
    end(status, 500);
    submits.answered(false); // the page may have read its words, too
    await pass(10_000);
    expect(fates()).toEqual(['a fox sent', 'a fox refused']);
  });

  it('was answered by a refusal with status 200, and broke where that answer was cut', async () => {
    const { submits, pass, end, fates } = start();
    submits.begun(form('a fox'));
    await pass(100);
    end(200, 100);
    submits.answered(false);
    await pass(10_000);
    submits.begun(form('an owl'));
    await pass(100);
    end(200, 100);
    await pass(10_000);
    expect(fates()).toEqual(['a fox sent', 'a fox refused', 'an owl sent', 'an owl broke']);
  });

  it('is told apart from another try right after it', async () => {
    const { submits, pass, end, fates } = start();
    submits.begun(form('a fox'));
    await pass(200);
    end(200, 200); // cut: never read
    await pass(300);
    submits.begun(form('an owl'));
    await pass(200);
    end(200, 200);
    submits.answered(true);
    await pass(10_000);
    expect(fates().toSorted()).toEqual(['a fox broke', 'a fox sent', 'an owl sent', 'an owl taken']);
  });

  it('is not taken for one whose answer was read before it ended', async () => {
    const { submits, pass, end, fates } = start();
    submits.begun(form('a fox'));
    await pass(200);
    end(200, 200);
    submits.answered(false);
    await pass(100);
    submits.begun(form('an owl'));
    await pass(200);
    end(200, 200); // cut: never read
    await pass(10_000);
    expect(fates().toSorted()).toEqual(['a fox refused', 'a fox sent', 'an owl broke', 'an owl sent']);
  });

  it('stays under way while its request does, whatever else the page asks for', async () => {
    const { submits, pass, end, fates } = start();
    submits.begun(form('a fox'));
    await pass(100);
    end(0, 100, 'https://api.pika.art/user');
    await pass(60_000);
    end(429, 20); // of a form that nobody noted
    await pass(60_000);
    expect(fates()).toEqual(['a fox sent']);
    end(0, 120_100 - 50); // it went out right after its form
    expect(fates()).toEqual(['a fox sent', 'a fox broke']);
  });

  it('is none where a form has a prompt and nothing else of a submit', () => {
    const { submits, told } = start();
    for (const text of [form('a fox', {}), '', '{broken', '[]', 'null', '{"promptText":7}']) submits.begun(text);
    expect(told).toEqual([]);
  });

  it('is told again until it is heard, as it stands then', async () => {
    const { submits, world, pass, end, fates } = start();
    world.hears = false;
    submits.begun(form('a fox'));
    await pass(100);
    submits.beat();
    end(0, 100);
    await pass(0);
    world.hears = true;
    submits.beat();
    await pass(0);
    submits.beat();
    expect(fates()).toEqual(['a fox broke']);
  });

  it('is one of few: a page that fills in a thousand forms is not a person', () => {
    const { submits, told } = start();
    for (let n = 0; n < 1000; n += 1) submits.begun(form(`fox ${n}`));
    expect(told).toHaveLength(10);
  });
});

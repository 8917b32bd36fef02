import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstPageScripts } from '../../../entrypoints/helper.content/first-scripts.ts';
import { couldHoldJobs, couldPushJobs } from '../../../lib/sources/pika/shape.ts';

const push = (row: string) => `self.__next_f.push([1,${JSON.stringify(row)}])`;

describe('the cheap question about a first page’s scripts', () => {
  const folder = 'tests/fixtures/flight';
  const answers = readdirSync(folder).filter((name) => name.endsWith('.txt')).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const);

  it.each(answers.filter(([, text]) => couldHoldJobs(text)))('says yes to %s, pushed', (_name, text) => {
    expect(couldPushJobs(push(text))).toBe(true);
  });

  it('says yes to bytes in base 64, which it cannot look into', () => {
    expect(couldPushJobs('self.__next_f.push([3,"AAAA"])')).toBe(true);
  });

  it('says no to a page without jobs', () => {
    expect(couldPushJobs(push('1:["$","div",null,{"children":"Your videos"}]\n'))).toBe(false);
  });
});

describe('the scripts of a first page', () => {
  const script = (text: string, src = false) => ({ text, hasAttribute: () => src }) as unknown as HTMLScriptElement; // what is looked at of one

  it('are those that carry rows, all of them, when one may hold a job', () => {
    const [plain, jobs] = [push('1:"a"\n'), push('2:{"videos":[]}\n')];
    expect(firstPageScripts([script(plain), script('track()'), script(jobs, true), script(jobs)])).toEqual([plain, jobs]);
    expect(firstPageScripts([script(plain), script('"videos"')])).toEqual([]);
  });

  it('are cut where no message holds more', () => {
    const long = push(`1:${JSON.stringify({ videos: 'x'.repeat(1_500_000) })}\n`);
    expect(firstPageScripts([long, long, long, long].map((text) => script(text)))).toHaveLength(2);
  });
});

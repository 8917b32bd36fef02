import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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

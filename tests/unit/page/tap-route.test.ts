import { describe, expect, it } from 'vitest';
import { mayHoldOwnJobs, showsOwnWork } from '../../../lib/sources/pika/tap-route.ts';

const OWN = ['/library', '/my-library', '/library/folder/a', '/en/library', '/create', '/edit/x', '/feedback', '/videos'];
const OTHERS = ['/explore', '/Explore/', '/explore/new', '/discover', '/feed', '/community/x', '/@fox', '/%40fox', '/video/0-1', '/pt-BR/explore', '//explore'];
const NEITHER = ['/', '/pricing', '/login', '/signup', '/api', '/de', '/en/'];

describe('where the user’s own work stands', () => {
  it.each(OWN)('%s: own', (path) => expect([showsOwnWork(path), mayHoldOwnJobs(`https://pika.art${path}?v=1`)]).toEqual([true, true]));
  it.each(OTHERS)('%s: other people’s', (path) => expect([showsOwnWork(path), mayHoldOwnJobs(`https://pika.art${path}`)]).toEqual([false, false]));
  it.each(NEITHER)('%s: nobody’s, but jobs may be polled there', (path) =>
    expect([showsOwnWork(path), mayHoldOwnJobs(`https://pika.art${path}#x`)]).toEqual([false, true]));

  it('reads broken addresses as it can', () => {
    expect(showsOwnWork('/%E0%A4%A')).toBe(true);
    expect(mayHoldOwnJobs('nonsense')).toBe(false);
    expect(mayHoldOwnJobs('https://api.pika.art/generate/v2')).toBe(true);
  });
});

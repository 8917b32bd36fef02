import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../../lib/domain/health/verdict.ts';
import { verdictText } from '../../../lib/domain/health/verdict/words.ts';
import { MINUTE } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';
import { facts, generation, hosts } from '../../support/verdict-world.ts';

const time = (at: number): string => `T${(at - NOW) / MINUTE}`;

describe('a verdict as text', () => {
  const jobs = generation({ status: 'degraded', sentence: 'Model 2.5 fails for you; 2.2 works.', judgedAt: NOW - 2 * MINUTE });
  const text = verdictText(verdictOf(facts({ hosts: hosts('up', { 'pika-cdn': 'http' }), generation: jobs })), time);

  it('says who, what, and what to do, first', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([
      'Is it me or Pika? It is partly Pika.',
      'Pika’s video server answers with error 503; the rest of Pika answers.',
      'What to do: Leave your videos to Pika Keeper: they are saved as soon as their server answers.',
    ]);
  });

  it('lists all evidence with the moment of each, in the reader’s own time', () => {
    expect(text).toContain('Looked at from my browser, T0:');
    expect(text).toContain('- [fine] Pika’s site answers. (pika.art, in 0.2 s; T0)');
    expect(text).toContain('- [bad] Pika’s video server answers with error 503. (cdn.pika.art; T0)');
    expect(text).toContain('- [bad] Model 2.5 fails for you; 2.2 works. (From your own videos; T-2)');
    expect(text).toContain('- [unclear] No second opinion was asked for. (You can allow it: apistatuscheck.com, which watches many services from elsewhere; no time known)');
    expect(text.match(/^- /gm)).toHaveLength(12);
  });
});

import { describe, expect, it } from 'vitest';
import { DAY } from '../../lib/time.ts';
import { proveKills } from '../support/traces/kills.ts';

describe('a worker that is killed again and again for a day', () => {
  // `npm run traces` kills it for a week.
  it.each([21, 22])('loses no check beyond the one in flight, doubles none, and splits no incident (%i)', async (seed) => {
    const proof = await proveKills(DAY, seed);
    expect(proof).toMatchObject({ lost: 0, doubled: 0, wrong: 0, unexplained: 0, incidents: proof.outages });
    expect(proof.kills).toBeGreaterThan(150);
    expect(proof.checks).toBeGreaterThan(4 * 24 * 60 * 0.85);
    expect(proof.outages).toBeGreaterThan(2);
  }, 240_000);
});

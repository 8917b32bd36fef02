import { describe, expect, it } from 'vitest';
import { FOREVER } from '../../../lib/domain/health/pauses.ts';
import { parseMessage } from '../../../lib/messages/parse.ts';
import { MAX_WINDOWS } from '../../../lib/domain/health/maintenance.ts';

describe('messages about pauses', () => {
  it.each([
    { type: 'ui:pause', monitors: null, until: FOREVER },
    { type: 'ui:pause', monitors: ['pika-web', 'tool:runway'], until: 5 },
    { type: 'ui:resume', monitors: null },
    { type: 'ui:set-windows', windows: [{ any: 'thing' }] },
  ])('%j passes', (message) => {
    expect(parseMessage(message)).toEqual(message);
  });

  it.each([
    ['names no monitor, which must not become all', { type: 'ui:pause', monitors: ['pika-nothing'], until: 5 }],
    ['leaves the monitors out', { type: 'ui:resume' }],
    ['ends at no moment', { type: 'ui:pause', monitors: null, until: Infinity }],
    ['has no windows', { type: 'ui:set-windows', windows: 'all' }],
  ])('one that %s is refused', (_, message) => {
    expect(parseMessage(message)).toBeNull();
  });

  it('keeps to the most windows', () => {
    const message = parseMessage({ type: 'ui:set-windows', windows: Array.from({ length: 500 }, () => ({})) });
    expect(message).toMatchObject({ type: 'ui:set-windows' });
    expect(message !== null && 'windows' in message ? message.windows : []).toHaveLength(MAX_WINDOWS);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../../lib/domain/health/monitor.ts';
import { toolbarBadge, type ToolbarInput } from '../../../lib/domain/toolbar.ts';

const input = (changes: Partial<ToolbarInput> = {}): ToolbarInput => ({
  health: { status: 'up', sentence: 'Pika works.' },
  activeJobs: 0,
  urgentClips: 0,
  urgentBefore: null,
  needsKey: false,
  ...changes,
});
const health = (status: NonNullable<ToolbarInput['health']>['status']): ToolbarInput['health'] => ({ status, sentence: 'A sentence.' });

describe('the badge', () => {
  const cases: [string, Partial<ToolbarInput>, string, string][] = [
    ['up and idle', {}, '', 'blue'],
    ['one job', { activeJobs: 1 }, '1', 'blue'],
    ['99 jobs', { activeJobs: 99 }, '99', 'blue'],
    ['100 jobs', { activeJobs: 100 }, '99+', 'blue'],
    ['slow', { health: health('degraded') }, 'slow', 'amber'],
    ['down', { health: health('down') }, 'down', 'red'],
    ['offline', { health: health('offline') }, 'off', 'grey'],
    ['blocked', { health: health('blocked') }, '?', 'grey'],
    ['unknown', { health: health('unknown') }, '?', 'grey'],
    ['not read yet', { health: null }, '?', 'grey'],
    ['paused', { health: health('paused') }, '', 'blue'],
    ['a clip near its deadline', { urgentClips: 1 }, 'save', 'amber'],
    ['a missing key', { needsKey: true }, 'key', 'amber'],
  ];
  it.each(cases)('%s', (_, changes, text, colour) => {
    expect(toolbarBadge(input(changes))).toMatchObject({ text, colour });
  });

  it('shows the first sign that applies', () => {
    const order: Partial<ToolbarInput>[] = [
      { health: health('down') },
      { health: health('offline') },
      { urgentClips: 1 },
      { needsKey: true },
      { health: health('unknown') },
      { health: health('degraded') },
      { activeJobs: 3 },
    ];
    const texts = ['down', 'off', 'save', 'key', '?', 'slow', '3'];
    const own = new Set(['urgentClips', 'needsKey', 'activeJobs']);
    order.forEach((sign, i) => {
      // Everything that comes later applies as well, unless it is about health, of which there is one.
      const later = order.slice(i + 1).filter((other) => Object.keys(other).every((key) => own.has(key)));
      expect(toolbarBadge(input(Object.assign({}, ...later, sign))).text).toBe(texts[i]);
    });
  });
});

describe('the tooltip', () => {
  it('keeps what the badge had no room for', () => {
    const { tooltip } = toolbarBadge(input({ health: health('down'), urgentClips: 2, urgentBefore: '16:20', needsKey: true, activeJobs: 1 }));
    expect(tooltip).toBe(
      'Pika Keeper: A sentence.\n2 videos must be saved, the first before 16:20.\nA job source needs its key or credits: see Settings.\n1 video is being made.',
    );
    expect(toolbarBadge(input({ urgentClips: 1 })).tooltip).toContain('1 video must be saved soon.');
  });
});

describe('whatever comes in', () => {
  it('the badge is at most four characters and a word that we know', () => {
    const anything = fc.record({
      health: fc.option(fc.record({ status: fc.constantFrom(...STATUSES, 'offline' as const), sentence: fc.string() })),
      activeJobs: fc.oneof(fc.integer(), fc.double()),
      urgentClips: fc.oneof(fc.integer(), fc.double()),
      urgentBefore: fc.option(fc.string()),
      needsKey: fc.boolean(),
    });
    fc.assert(
      fc.property(anything, (given) => {
        const { text, tooltip } = toolbarBadge(given);
        expect(text).toMatch(/^(|down|off|save|key|\?|slow|99\+|[1-9]\d?)$/);
        expect(tooltip.length).toBeLessThanOrEqual(400);
        expect(tooltip.replace(given.health?.sentence ?? '', '')).not.toMatch(/NaN|undefined|Infinity|null/);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { localInput, readOwnTool, readWindow, type WindowDraft } from '../../../lib/domain/dashboard/drafts.ts';
import { MAX_OWN_TOOLS } from '../../../lib/domain/health/tools.ts';
import { HOUR } from '../../../lib/time.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const DRAFT: WindowDraft = { name: ' Deploy ', monitors: null, kind: 'once', from: '2026-11-21T22:00', to: '2026-11-22T01:30', weekdays: [], start: '22:00', minutes: '60', zone: 'Asia/Kolkata' };

describe('a maintenance window as typed', () => {
  it('lies on the wall clock of its zone', () => {
    const { made, faults } = readWindow(DRAFT, 'a', NOW);
    expect(faults).toBeNull();
    expect(made).toEqual({ id: 'a', name: 'Deploy', monitors: null, createdAt: NOW, when: { kind: 'once', from: Date.UTC(2026, 10, 21, 16, 30), to: Date.UTC(2026, 10, 21, 20) } });
  });

  it('comes every week where that is wanted', () => {
    expect(readWindow({ ...DRAFT, kind: 'weekly', weekdays: [1, 3], start: '22:30', minutes: '90' }, 'a', NOW).made?.when).toEqual({
      kind: 'weekly', weekdays: [1, 3], startMinute: 1350, minutes: 90, zone: 'Asia/Kolkata',
    });
  });

  it.each<[Partial<WindowDraft>, keyof WindowDraft]>([
    [{ name: '  ' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ zone: 'Mars/Olympus' }, 'zone'],
    [{ from: '' }, 'from'],
    [{ to: 'soon' }, 'to'],
    [{ to: '2026-11-21T21:59' }, 'to'],
    [{ from: '2026-11-20T10:00', to: '2026-11-20T11:00' }, 'to'],
    [{ kind: 'weekly' }, 'weekdays'],
    [{ kind: 'weekly', weekdays: [1], start: '25:00' }, 'start'],
    [{ kind: 'weekly', weekdays: [1], minutes: '0' }, 'minutes'],
    [{ kind: 'weekly', weekdays: [1], minutes: '1441' }, 'minutes'],
    [{ kind: 'weekly', weekdays: [1], minutes: '' }, 'minutes'],
  ])('%j is told at its field', (part, field) => {
    const { made, faults } = readWindow({ ...DRAFT, ...part }, 'a', NOW);
    expect(made).toBeNull();
    expect(Object.keys(faults ?? {})).toEqual([field]);
  });

  it.each(['Europe/Berlin', 'Asia/Kathmandu', 'America/New_York'])('reads back what the control was given in %s', (zone) => {
    const [from, to] = [NOW + HOUR, NOW + 2 * HOUR];
    const when = readWindow({ ...DRAFT, zone, from: localInput(from, zone), to: localInput(to, zone) }, 'a', NOW).made?.when;
    expect(when).toEqual({ kind: 'once', from, to });
  });
});

describe('a tool as typed', () => {
  const draft = { name: 'Farm', url: 'https://status.example.com/?x=1', dialect: 'instatus' };

  it('is kept without what its address does not need', () => {
    expect(readOwnTool(draft, 'own-aaaa', []).made).toEqual({ id: 'own-aaaa', name: 'Farm', url: 'https://status.example.com/', dialect: 'instatus' });
    expect(readOwnTool({ ...draft, dialect: '?' }, 'own-aaaa', []).made?.dialect).toBe('auto');
  });

  it.each(['http://status.example.com', 'https://192.168.0.1/', 'https://router.local/', 'https://me:pw@example.com/', 'https://api.pika.art/', 'https://pika.art/', 'no address', ''])(
    'at %s is refused with a sentence', (url) => {
      const { made, faults } = readOwnTool({ ...draft, url }, 'own-aaaa', []);
      expect(made).toBeNull();
      expect(faults?.url).toMatch(/\.$/);
    },
  );

  it('is refused twice at one address, without a name, and beyond the most', () => {
    const known = Array.from({ length: MAX_OWN_TOOLS }, (_, index) => ({ id: `own-${index}aaa`, name: 'x', url: `https://s${index}.example.com/`, dialect: 'auto' as const }));
    expect(readOwnTool({ ...draft, url: 'https://s0.example.com' }, 'own-aaaa', known.slice(0, 1)).faults?.url).toContain('already');
    expect(readOwnTool({ ...draft, name: ' ' }, 'own-aaaa', []).faults?.name).toBe('Give it a name.');
    expect(readOwnTool(draft, 'own-aaaa', known).faults?.name).toContain('remove one');
  });
});

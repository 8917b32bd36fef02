import type { JobSpec } from './job.ts';
import { FAMILIES, type Family } from './media/urls.ts';
import type { World } from './world.ts';

/** Puts a fresh world into some condition. */
export type Scenario = (world: World) => void;

const PROMPTS = [
  'A red fox runs through fresh snow at dawn, slow motion, shallow depth of field',
  'Neon koi swim between skyscrapers in heavy rain, reflections on glass',
  'Steam rises from a cup of coffee on a windowsill, morning light, cozy',
  'Drone shot over a turquoise lagoon, tiny boats, summer',
  'Origami crane unfolds into a real bird and takes off',
  'Product shot: ceramic vase turning on a marble plinth, soft studio light',
  'An astronaut waters tomatoes in a greenhouse on Mars',
  'Paper city pops up from an open book, stop motion',
  'Close-up of honey dripping on a stack of pancakes, 120 fps',
  'Old tram crosses a bridge in Lisbon at golden hour',
  'A lighthouse in a storm, waves crash against the rocks, cinematic',
  'Wildflowers bloom in time lapse across a green valley',
];

/** Prompts whose slugs are what makes the family. */
const FAMILY_PROMPTS: Partial<Record<Family, string>> = {
  'v1-long': 'A very long description of a market street at night with lanterns, food stalls, cats on the roofs, musicians, fog, rain puddles and a train passing by',
  'v1-punctuation': "Cat (orange, fluffy) says 'hello', twice & more; really!",
  'v1-unicode': 'Café à Montréal, 雪の中の狐 und Größe',
  'v1-percent': 'Señor Ñandú corre (rápido), ×2 🦊',
};

const RATIOS = [16 / 9, 9 / 16, 16 / 9, 1, 16 / 9, 9 / 16];

function spec(index: number, family: Family): JobSpec {
  const prompt = FAMILY_PROMPTS[family] ?? PROMPTS[index % PROMPTS.length] ?? '';
  return { prompt, family, model: family.startsWith('results') ? '2.5' : '1.5', aspectRatio: RATIOS[index % RATIOS.length] ?? 1 };
}

function addFinished(world: World, count: number, families: readonly Family[]): void {
  for (let index = 0; index < count; index++) {
    world.addJob({ ...spec(index, families[index % families.length] ?? 'results'), state: 'finished' });
  }
}

export const SCENARIOS = {
  /** A dozen finished, two running, two queued, one failed: what a library looks like on a working day. */
  everyday(world: World): void {
    addFinished(world, 12, ['results', 'v1', 'results-second-host', 'v1-sfx', 'results']);
    world.addJob({ ...spec(3, 'results'), prompt: 'Two chess pieces argue about the weather', state: 'error' });
    world.addJob({ ...spec(6, 'results'), prompt: 'A glass whale drifts through a library at night', state: 'pending', plan: { queuedMs: 0, runMs: 60_000, outcome: 'finished' }, progress: 19 });
    world.addJob({ ...spec(7, 'results'), prompt: 'Macro shot of a watch being assembled, gears turn, warm light', state: 'pending', plan: { queuedMs: 0, runMs: 120_000, outcome: 'finished' }, progress: 13 });
    world.addJob({ ...spec(8, 'v1'), prompt: 'Hot air balloons rise over vineyards, early fog', plan: { queuedMs: 30_000, runMs: 90_000, outcome: 'finished' } });
    world.addJob({ ...spec(9, 'results'), prompt: 'A kite shaped like a dragon loops over the beach', plan: { queuedMs: 45_000, runMs: 120_000, outcome: 'finished' } });
  },
  /** 40 finished jobs over every address family, with every decoy in sight. */
  'forty-families'(world: World): void {
    addFinished(world, 40, FAMILIES);
    world.page.decoys = true;
  },
  hundred(world: World): void {
    addFinished(world, 100, ['results', 'v1', 'results-second-host']);
  },
  empty(): void {
    // Nothing has been generated yet.
  },
  /** A page that attacks, and a listing full of lies around one honest job. */
  hostile(world: World): void {
    world.page.hostile = 'late';
    addFinished(world, 3, ['results', 'v1', 'results-second-host']);
    world.rawResults.push(...lies());
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

export function applyScenario(world: World, scenario: ScenarioName | Scenario): void {
  (typeof scenario === 'string' ? SCENARIOS[scenario] : scenario)(world);
}

/** Addresses that no product may download, and values that no product may choke on. */
const BAD_URLS = [
  'javascript:alert(1)//cdn.pika.art/v1/x/y.mp4',
  'http://cdn.pika.art/v1/0b54d0c4-0000-4000-8000-000000000001/plain_seed1.mp4',
  'https://evil.example/v1/0b54d0c4-0000-4000-8000-000000000002/foreign_seed1.mp4',
  'https://cdn.pika.art.evil.example/v1/0b54d0c4-0000-4000-8000-000000000003/suffix_seed1.mp4',
  'https://cdn.pika.art@evil.example/v1/0b54d0c4-0000-4000-8000-000000000004/user_seed1.mp4',
  'https://cdn.pika.art/v1/../assets/pikaffects/melt/preview.mp4',
  'https://cdn.pika.art/v1/%2e%2e/%2e%2e/assets/x.mp4',
  'https://cdn.pika.art:8443/v1/0b54d0c4-0000-4000-8000-000000000005/port_seed1.mp4',
  'https://cdn.pika.art/v2/files/agent/7d5a1c1e-52d8-4c8e-9d0b-5b2f0f6f3a11/x.mp4',
  'data:video/mp4;base64,AAAA',
  'blob:https://pika.art/0b54d0c4-0000-4000-8000-000000000006',
  'file:///etc/passwd',
  '//cdn.pika.art/v1/x.mp4',
  '',
];

function lies(): Record<string, unknown>[] {
  const entries = BAD_URLS.map((url, index) => lie(`0b54d0c4-0000-4000-8000-${String(index + 1).padStart(12, '0')}`, url));
  const poisoned = JSON.parse('{"id":"0b54d0c4-0000-4000-8000-0000000000ff","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"videos":[]}') as Record<string, unknown>;
  const odd = [{ id: '../../../../escape', videos: 'none' }, { id: 17, videos: [null, 5] }, { id: 'x'.repeat(5_000), promptText: '../../../x', videos: [{}] }];
  return [...entries, poisoned, ...odd];
}

function lie(id: string, url: string): Record<string, unknown> {
  const video = { id, status: 'finished', progress: 1e308, seed: -1, resultUrl: url, videoPoster: url, duration: 'long', error: {} };
  return { id, promptText: '../../..\\CON:\u202egpj.exe', params: { options: null, promptText: ['not', 'text'] }, videos: [video] };
}

/** Ways in which Pika, or the way to it, fails. Each leaves the jobs alone; `recover` ends them all. */
export const outage = {
  /** Every host of Pika answers 500. */
  serverErrors: (world: World, status = 500): void => pikaWide(world, 'status', { status }),
  refusing: (world: World): void => pikaWide(world, 'refuse'),
  hanging: (world: World): void => pikaWide(world, 'hang'),
  challenge: (world: World, status = 403): void => pikaWide(world, 'challenge', { status }),
  maintenance: (world: World): void => pikaWide(world, 'maintenance'),
  rateLimited: (world: World, retryAfter = '120'): void => pikaWide(world, 'status', { status: 429, retryAfter }),
  /** Strangers and Pika alike end on the network's own page: 302 to it, or its page in place of every answer. */
  captivePortal: (world: World, status: 200 | 302 = 302): void => void world.setFault({ kind: 'portal', status }),
  offline: (world: World): void => world.setOffline(true),
  recover: (world: World): void => {
    world.clearFaults();
    world.login();
  },
};

function pikaWide(world: World, kind: 'status' | 'refuse' | 'hang' | 'challenge' | 'maintenance', extra: { status?: number; retryAfter?: string } = {}): void {
  world.setFault({ kind, host: /(?:^|\.)pika\.art$/u, ...extra });
}

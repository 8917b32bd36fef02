import { passTime } from '../support/time.ts';
import type { Stage } from './stage.ts';
import type { Row } from './table.ts';

const MINUTE = 60_000;

/** Requests that Pika gets while nobody uses it: no tab open, nothing to save, the extension's clock driven from minute to minute. */
export async function measureIdle({ product: { keeper }, simulator }: Stage, minutes: number): Promise<Row> {
  await keeper.page.goto('about:blank');
  const most = new Map<string, number>();
  const sum = new Map<string, number>();
  for (let minute = 0; minute < minutes; minute += 1) {
    const before = simulator.requests.all.length;
    await passTime(keeper, MINUTE);
    const hosts = simulator.requests.all.slice(before).map(({ host }) => host).filter((host) => /(^|\.)pika\.art$/u.test(host));
    for (const host of new Set(hosts)) {
      const count = hosts.filter((other) => other === host).length;
      most.set(host, Math.max(most.get(host) ?? 0, count));
      sum.set(host, (sum.get(host) ?? 0) + count);
    }
  }
  const highest = Math.max(...[...sum.values()].map((count) => count / minutes));
  return {
    what: 'requests to Pika when idle, a minute and host',
    budget: '≤ 1',
    measured: `${highest.toFixed(2)} on average; most in one minute ${Math.max(...most.values())}`,
    comparedWith: `${minutes} minutes: ${[...sum].map(([host, count]) => `${host} ${count}`).join(', ')}`,
    met: highest > 0 && highest <= 1,
  };
}

import { readFile, writeFile } from 'node:fs/promises';
import { PERIOD, proveKills } from './traces/kills.ts';
import { type Score, score } from './traces/score.ts';
import { between, scoreTable } from './traces/table.ts';
import { worlds } from './traces/worlds.ts';

const DAYS = 30;
const DOCUMENT = 'ARCHITECTURE.md';
const MARK = 'traces';

/** Lives through all worlds and a week of kills, and writes what came of it into ARCHITECTURE.md. */
async function main(): Promise<void> {
  const scores: Score[] = [];
  for (const world of worlds(DAYS)) {
    const scored = await score(world, DAYS);
    scores.push(scored);
    process.stdout.write(`${scored.name}: ${scored.found} of ${scored.injected} found, ${scored.falseDowns} false, ${scored.split} split\n`);
  }
  const killed = await proveKills(PERIOD);
  const sentence = `A week in which the worker was killed ${killed.kills} times, in the store itself: ${killed.checks} checks, ${killed.lost} lost beyond those in flight, ${killed.doubled} doubled; ${killed.outages} outages, ${killed.incidents} incidents.`;
  process.stdout.write(`${sentence}\n`);
  const text = `${scoreTable(scores)}\n\n${sentence}`;
  await writeFile(DOCUMENT, between(await readFile(DOCUMENT, 'utf8'), MARK, text));
  const good = scores.every(({ injected, found, falseDowns, split }) => found === injected && falseDowns === 0 && split === 0);
  process.exitCode = good && killed.lost === 0 && killed.doubled === 0 && killed.wrong === 0 && killed.unexplained === 0 && killed.incidents === killed.outages ? 0 : 1;
}

await main();

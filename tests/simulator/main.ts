import { parseArgs } from 'node:util';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';
import { startSimulator } from './server.ts';

const USAGE = `node tests/simulator/main.ts [--scenario NAME] [--port N] [--speed N] [--hostile head|late|flood] [--quiet]
  scenarios: ${Object.keys(SCENARIOS).join(', ')}
  --speed   how fast jobs run against real time (default 1)
  --poll    milliseconds between the page's polls (default 10000)`;

function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', default: 'everyday' },
      port: { type: 'string', default: '8443' },
      speed: { type: 'string', default: '1' },
      poll: { type: 'string', default: '10000' },
      hostile: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !isScenario(values.scenario)) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const simulator = await startSimulator({ scenario: values.scenario, port: Number(values.port) });
  simulator.world.page.pollMs = Number(values.poll);
  if (values.hostile === 'head' || values.hostile === 'late' || values.hostile === 'flood') simulator.world.page.hostile = values.hostile;
  simulator.world.run(Number(values.speed));
  if (!values.quiet) logRequests(simulator.requests);
  console.log(`Pika simulator (${values.scenario}) on https://127.0.0.1:${simulator.port}

Point a browser at it, then open https://pika.art/library:

  chromium --user-data-dir=$(mktemp -d) --ignore-certificate-errors \\
    --host-resolver-rules="MAP * 127.0.0.1:${simulator.port}" https://pika.art/library

Add --load-extension=.output/chrome-mv3 to bring Pika Keeper along. Ctrl+C stops the simulator.`);
  process.once('SIGINT', () => void simulator.stop().then(() => process.exit(0)));
}

function logRequests(log: Awaited<ReturnType<typeof startSimulator>>['requests']): void {
  let shown = 0;
  log.watch(() => {
    for (; shown < log.all.length && log.all[shown]?.status !== 0; shown++) {
      const seen = log.all[shown];
      if (seen) console.log(`${seen.status} ${seen.method} ${seen.host}${seen.path.slice(0, 110)} ${seen.kind}`);
    }
  });
}

await main();

import { parentPort, workerData } from 'node:worker_threads';
import { hunt } from './hunt.ts';
import type { FromWorker } from './main.ts';
import { TARGETS } from './targets.ts';

const { name, seed, from, runs } = workerData as { name: string; seed: number; from: number; runs: number };
const target = TARGETS.find((one) => one.name === name);
if (target === undefined) throw new Error(`no parser ${name}`);
const say = (message: FromWorker): void => parentPort?.postMessage(message);
say({ kind: 'done', hunt: hunt(target, seed, from, runs, (number) => say({ kind: 'sign', number })) });

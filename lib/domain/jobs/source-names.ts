import type { Source } from './job.ts';

/** Sources as every screen names them. */
export const SOURCE_NAMES: Readonly<Record<Source, string>> = { 'pika-page': 'pika.art', useapi: 'useapi', fal: 'fal', 'pika-api': 'Pika API' };

import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/flight/', import.meta.url);

/** Names of the recorded answers, without the README. */
export const FLIGHT_FIXTURES: readonly string[] = readdirSync(FOLDER).filter((name) => !name.endsWith('.md')).sort();

export function flightFixture(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

/** The text of each script that stands in the page itself, as a browser's DOM would give it. */
export function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)].map((match) => match[1] ?? '');
}

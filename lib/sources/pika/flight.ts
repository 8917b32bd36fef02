/**
 * Reads React Flight (`text/x-component`): what a Next.js server action answers, and what a first page carries.
 * Rows may come in any order and refer to each other, also by path and in circles. A thing that two places refer to
 * is one object here as well, never a copy, so that no text can grow while it is read.
 */
import { fail, ok, type Result } from '../../result.ts';
import { FORBIDDEN_KEYS, isFields, own } from '../fields.ts';
import { parseString, type FlightString, type RowReference } from './flight-refs.ts';
import { splitRows, type FlightRow } from './flight-rows.ts';
import { readJson } from '../nesting.ts';
import { MAX_TEXT } from './shape.ts';

export interface FlightReading {
  /** Each readable row in order of arrival. Objects have no prototype; the values may refer to each other in circles. */
  readonly rows: readonly { readonly id: string; readonly value: unknown }[];
  /** `E` rows: the server's action threw. Text is only there in development builds. */
  readonly errors: readonly { readonly id: string; readonly digest: string | null; readonly message: string | null }[];
  /** The text ends in the middle of a row. */
  readonly truncated: boolean;
  /** Rows that could not be read. */
  readonly dropped: number;
  /** Work done, at most `MAX_STEPS`: values looked at, references followed and their length. */
  readonly steps: number;
}

export type FlightProblem = 'too-large' | 'too-deep' | 'not-flight';

/** Values and references looked at in one text. */
export const MAX_STEPS = 400_000;
/** References followed one after another before we call it a circle. */
const MAX_HOPS = 50;

type Root = { readonly literal: true; readonly value: string } | { readonly literal: false; readonly value: unknown };
type Container = readonly unknown[] | Readonly<Record<string, unknown>>;

interface Graph {
  readonly roots: Map<string, Root>;
  /** From a container as parsed to the one that we hand out. */
  readonly made: Map<Container, Container>;
  /** Made but still empty. */
  readonly hollow: Container[];
  steps: number;
}

/**
 * @param text a whole answer, or the beginning of one
 * @returns every row that can be read, with references resolved. `too-large`: over `MAX_TEXT` characters or
 * `MAX_STEPS` of work; `too-deep`: its only readable rows nest too deep; `not-flight`: no row in it at all.
 */
export function readFlight(text: string): Result<FlightReading, FlightProblem> {
  if (text.length > MAX_TEXT) return fail('too-large', 'The answer is larger than anything we read.');
  const split = splitRows(text);
  if (split.headers === 0) return fail('not-flight', 'The answer is not in the form that we know.');
  const parsed = parseRows(split.rows);
  if (parsed.rows.length === 0 && parsed.tooDeep) return fail('too-deep', 'The answer nests deeper than we read.');

  const graph: Graph = { roots: new Map(), made: new Map(), hollow: [], steps: 0 };
  for (const { id, root } of parsed.rows) if (!graph.roots.has(id)) graph.roots.set(id, root);
  const rows = parsed.rows.map(({ id, root }) => ({ id, value: root.literal ? root.value : resolve(graph, root.value) }));
  while (graph.hollow.length > 0 && graph.steps <= MAX_STEPS) fill(graph);
  if (graph.steps > MAX_STEPS) return spent(graph.steps);

  return ok({ rows, errors: parsed.errors, truncated: split.truncated, dropped: parsed.dropped, steps: graph.steps });
}

/** With the work done as its cause: it shows that we stopped in time. */
function spent(steps: number): Result<never, FlightProblem> {
  return fail('too-large', 'The answer takes more work to read than we spend.', { steps });
}

interface ParsedRows {
  readonly rows: { readonly id: string; readonly root: Root }[];
  readonly errors: FlightReading['errors'][number][];
  dropped: number;
  tooDeep: boolean;
}

function parseRows(split: readonly FlightRow[]): ParsedRows {
  const parsed: ParsedRows = { rows: [], errors: [], dropped: 0, tooDeep: false };
  for (const row of split) {
    if (row.kind === 'text') {
      parsed.rows.push({ id: row.id, root: { literal: true, value: row.body } });
      continue;
    }
    const json = readJson(row.body);
    if (row.kind === 'error') {
      parsed.errors.push(errorOf(row.id, json.kind === 'value' ? json.value : null));
    } else if (json.kind === 'value') {
      parsed.rows.push({ id: row.id, root: { literal: false, value: json.value } });
    } else {
      parsed.dropped += 1;
      parsed.tooDeep ||= json.kind === 'too-deep';
    }
  }
  return parsed;
}

function errorOf(id: string, value: unknown): FlightReading['errors'][number] {
  const said = (key: string): string | null => {
    const found = isFields(value) ? own(value, key) : null;
    return typeof found === 'string' ? found.slice(0, 300) : null;
  };
  return { id, digest: said('digest'), message: said('message') };
}

/** The finished form of a parsed value; containers are handed out at once and filled later. Idle once the work is spent. */
function resolve(graph: Graph, raw: unknown): unknown {
  if (graph.steps > MAX_STEPS) return undefined;
  graph.steps += 1;
  if (typeof raw === 'string') {
    const meant = meaningOf(graph, raw);
    return meant.kind === 'value' ? meant.value : follow(graph, meant);
  }
  return isContainer(raw) ? madeFrom(graph, raw) : raw;
}

/** Walks a reference, through further references if need be. Undefined when it leads nowhere or in a circle. */
function follow(graph: Graph, reference: RowReference): unknown {
  let root = graph.roots.get(reference.id);
  let raw = root?.value;
  let path = reference.path;
  let taken = 0;
  let hops = 0;
  while (root !== undefined && hops < MAX_HOPS) {
    graph.steps += 1;
    if (typeof raw === 'string' && !root.literal) {
      const meant = meaningOf(graph, raw);
      if (meant.kind === 'value') return taken === path.length ? meant.value : undefined;
      path = [...meant.path, ...path.slice(taken)];
      graph.steps += path.length;
      taken = 0;
      hops += 1;
      root = graph.roots.get(meant.id);
      raw = root?.value;
    } else if (taken === path.length) {
      return isContainer(raw) ? madeFrom(graph, raw) : raw;
    } else {
      raw = child(raw, path[taken] ?? '');
      taken += 1;
    }
  }
  return undefined;
}

/** Long references are charged for, so that many of them cannot buy more time than many short ones. */
function meaningOf(graph: Graph, raw: string): FlightString {
  if (raw.startsWith('$')) graph.steps += raw.length >> 6;
  return parseString(raw);
}

/** Where React would find an element's parts, we have the tuple `["$", type, key, props]` that it was sent as. */
const ELEMENT_PARTS: Readonly<Record<string, number>> = { type: 1, key: 2, props: 3 };

function child(raw: unknown, key: string): unknown {
  if (!isContainer(raw) || FORBIDDEN_KEYS.has(key)) return undefined;
  if (!Array.isArray(raw)) return isFields(raw) ? own(raw, key) : undefined;
  const part = raw[0] === '$' && Object.hasOwn(ELEMENT_PARTS, key) ? ELEMENT_PARTS[key] : undefined;
  const index = part ?? (/^\d{1,7}$/.test(key) ? Number(key) : -1);
  return raw[index];
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function madeFrom(graph: Graph, raw: Container): Container {
  const known = graph.made.get(raw);
  if (known !== undefined) return known;
  // Object.create is typed `any`; an object without a prototype is a record of what we put into it.
  const made: Container = Array.isArray(raw) ? [] : (Object.create(null) as Record<string, unknown>);
  graph.made.set(raw, made);
  graph.hollow.push(raw);
  return made;
}

function fill(graph: Graph): void {
  const raw = graph.hollow.pop();
  const made = raw === undefined ? undefined : graph.made.get(raw);
  if (raw === undefined || made === undefined) return;
  if (Array.isArray(raw) && Array.isArray(made)) {
    for (const value of raw) made.push(resolve(graph, value) ?? null);
    return;
  }
  // `made` is the record that `madeFrom` created for this `raw`; nobody else writes to it.
  const record = made as Record<string, unknown>;
  for (const [key, value] of Object.entries(raw)) {
    if (FORBIDDEN_KEYS.has(key)) continue;
    const found = resolve(graph, value);
    if (found !== undefined) record[key] = found;
  }
}

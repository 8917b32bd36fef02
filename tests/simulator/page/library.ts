import { config } from './config.ts';
import { Flight } from './flight.ts';

export interface Video {
  readonly id: string;
  readonly status: string;
  readonly progress?: number;
  readonly resultUrl?: string;
  readonly videoPoster?: string;
  readonly duration?: unknown;
  readonly error?: unknown;
}

/** One entry of the library, as the server action returned it. */
export interface Result {
  readonly id: string;
  /** A string, unless the listing lies. */
  readonly promptText?: unknown;
  readonly params?: { readonly options?: { readonly aspectRatio?: number } | null };
  readonly videos: readonly Video[];
}

/** The session is gone: the answer was the login page, or a 401. */
export class SignedOut extends Error {}

/** Calls a server action of the library; resolves to the value that it returned. */
export async function callAction(id: string, argument: unknown): Promise<unknown> {
  const headers = {
    accept: 'text/x-component',
    'content-type': 'text/plain;charset=UTF-8',
    'next-action': id,
    'next-router-state-tree': encodeURIComponent(JSON.stringify(['', { children: ['(dashboard)', { children: ['library', {}] }] }])),
  };
  const body = JSON.stringify(argument === undefined ? [] : [argument]);
  const answer = config.reader === 'xhr' ? await byXhr(headers, body) : await byFetch(headers, body);
  if (answer.status === 401 || answer.type.includes('text/html')) throw new SignedOut('signed out');
  if (!answer.type.includes('text/x-component')) throw new Error(`unexpected answer ${answer.status}`);
  return new Flight(answer.bytes).value('1');
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array;
}

async function byFetch(headers: Record<string, string>, body: string): Promise<Answer> {
  const response = await fetch(config.route, { method: 'POST', headers, body });
  const type = response.headers.get('content-type') ?? '';
  const bytes = config.reader === 'text' ? new TextEncoder().encode(await response.text()) : await readAll(response);
  return { status: response.status, type, bytes };
}

async function readAll(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) parts.push(step.value);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function byXhr(headers: Record<string, string>, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', config.route);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.onload = () => {
      const type = xhr.getResponseHeader('content-type') ?? '';
      resolve({ status: xhr.status, type, bytes: new TextEncoder().encode(xhr.responseText) });
    };
    xhr.onerror = () => reject(new Error('network error'));
    xhr.send(body);
  });
}

/** Everything in a value of the library's shape that looks like a result, streamed parts included. */
export function resultsIn(value: unknown): Result[] {
  if (typeof value !== 'object' || value === null) return [];
  const { results, data, later, next } = value as Record<string, unknown>;
  const own = Array.isArray(results) ? results.filter(isResult) : [];
  return [...own, ...resultsIn(data), ...resultsIn(later), ...resultsIn(next)];
}

function isResult(value: unknown): value is Result {
  if (typeof value !== 'object' || value === null) return false;
  const { id, videos } = value as Record<string, unknown>;
  return typeof id === 'string' && id.length <= 64 && Array.isArray(videos) && videos.every((video) => typeof (video as Video | null)?.status === 'string');
}

/** The results that came inside the HTML, out of `self.__next_f`, as React takes them over. */
export function firstPage(): Result[] {
  const pushed = (Reflect.get(self, '__next_f') ?? []) as [number, string?][];
  const text = pushed.filter(([kind]) => kind === 1).map(([, rows]) => rows ?? '').join('');
  pushed.push = () => 0;
  const flight = new Flight(new TextEncoder().encode(text));
  const found = flight.ids().flatMap((id) => propsIn(flight.value(id)));
  const seen = new Map(found.map((result) => [result.id, result]));
  return [...seen.values()];
}

/** Results among the properties of elements: `["$","$Lf",null,{"results":[…],"next":…}]`. */
function propsIn(value: unknown): Result[] {
  if (Array.isArray(value)) return value.flatMap(propsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { children } = value as { children?: unknown };
  return [...resultsIn(value), ...propsIn(children)];
}

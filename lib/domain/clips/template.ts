/** The user's pattern for names: folders and a file, with tokens in braces. Shared by the saver and the settings screen. */

export const TOKENS = ['date', 'time', 'prompt', 'model', 'seed', 'ratio', 'resolution', 'source', 'job', 'clip', 'counter'] as const;
export type Token = (typeof TOKENS)[number];

export const DEFAULT_TEMPLATE = '{prompt} - {clip}';
export const MAX_TEMPLATE = 200;
const MAX_FOLDERS = 4;

/** A text as it stands, or a token; `size` is a number of words (`prompt`) or digits (`counter`), null when not given. */
export type Piece = string | { readonly token: Token; readonly size: number | null };

export interface Template {
  readonly folders: readonly (readonly Piece[])[];
  /** Always holds the token `clip`. */
  readonly file: readonly Piece[];
}

export type TemplateProblem =
  | { readonly kind: 'unknown-token' | 'bad-size'; readonly token: string }
  /** A brace without its partner. */
  | { readonly kind: 'brace' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'too-many-folders' }
  /** It begins at a root or a drive, or climbs with `..`. */
  | { readonly kind: 'outside' };

export type ParsedTemplate = { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

/**
 * Reads a template. The short id is added to a file that has none: it keeps names apart, and finds clips again.
 * @param text `/` or `\\` between folders; `{token}` or `{token:number}`
 */
export function parseTemplate(text: string): ParsedTemplate {
  if (text.length > MAX_TEMPLATE) return { ok: false, problems: [{ kind: 'too-long' }] };
  const problems: TemplateProblem[] = [];
  const parts = text.trim().split(/[/\\]/);
  if (/^([/\\~]|[a-z]:)/i.test(text.trim()) || parts.some((part) => /^\s*\.+\s*$/.test(part))) problems.push({ kind: 'outside' });
  if (parts.length - 1 > MAX_FOLDERS) problems.push({ kind: 'too-many-folders' });
  const pieces = parts.map((part) => piecesOf(part, problems));
  const file = pieces.at(-1) ?? [];
  if (problems.length === 0 && file.every((piece) => typeof piece === 'string' && piece.trim() === '')) problems.push({ kind: 'empty' });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, template: { folders: pieces.slice(0, -1), file: file.some(isClip) ? file : [...file, ' - ', CLIP] } };
}

/** The template, or the default one for a text that is none. */
export function templateOf(text: string): Template {
  const parsed = parseTemplate(text);
  return parsed.ok ? parsed.template : PLAIN;
}

/** Whether names take a number of the count: one is only used up where it is shown. */
export function counts({ folders, file }: Template): boolean {
  return [...folders.flat(), ...file].some((piece) => typeof piece !== 'string' && piece.token === 'counter');
}

const CLIP: Piece = { token: 'clip', size: null };
const PLAIN: Template = { folders: [], file: [{ token: 'prompt', size: null }, ' - ', CLIP] };

function isClip(piece: Piece): boolean {
  return typeof piece !== 'string' && piece.token === 'clip';
}

function piecesOf(part: string, problems: TemplateProblem[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [found] of part.matchAll(/\{[^{}]*\}|[^{}]+|[{}]/g)) {
    if (found === '{' || found === '}') problems.push({ kind: 'brace' });
    else if (!found.startsWith('{')) pieces.push(found);
    else pieces.push(...tokenOf(found.slice(1, -1).trim(), problems));
  }
  return pieces;
}

function tokenOf(text: string, problems: TemplateProblem[]): Piece[] {
  const [name = '', size, ...rest] = text.toLowerCase().split(':').map((word) => word.trim());
  const token = TOKENS.find((one) => one === name);
  if (token === undefined) {
    problems.push({ kind: 'unknown-token', token: name.slice(0, 40) });
    return [];
  }
  if (size === undefined) return [{ token, size: null }];
  const most = token === 'prompt' ? 50 : token === 'counter' ? 9 : 0;
  const number = /^\d{1,2}$/.test(size) ? Number(size) : 0;
  if (rest.length > 0 || number < 1 || number > most) {
    problems.push({ kind: 'bad-size', token });
    return [];
  }
  return [{ token, size: number }];
}

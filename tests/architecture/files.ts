import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the project, as the laws see it. */
export interface File {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A law names what is wrong with a file; one that obeys gets an empty list. */
export type Law = (file: File) => string[];

/** Made by tools, never committed: as in .gitignore, plus git's own. */
const MADE = new Set(['.git', 'node_modules', '.output', '.wxt', '.cache', 'test-results', '.installed-lock']);

/** Every file of the project that a person wrote or a fixture holds. */
export function projectFiles(): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
      if (MADE.has(entry.name)) return [];
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? walk(file) : [file];
    });
  return walk('');
}

export function readFile(file: string): File {
  return { path: file, text: readFileSync(path.join(ROOT, file), 'utf8') };
}

/** Code that people wrote: TypeScript and the plain scripts that run before the packages are there. */
export function codeFiles(): File[] {
  return projectFiles().filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.startsWith('tests/fixtures/')).map(readFile);
}

/** Top-level names; folders end with a slash. */
export function topLevel(): string[] {
  return readdirSync(ROOT)
    .filter((name) => !MADE.has(name))
    .map((name) => (statSync(path.join(ROOT, name)).isDirectory() ? `${name}/` : name));
}

/** Every finding of a law over files, each beginning with the file's path. */
export function findings(law: Law, files: readonly File[]): string[] {
  return files.flatMap((file) => law(file).map((finding) => `${file.path}: ${finding}`));
}

/** Code without comments, so that words in prose break no law. Line counts stay. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, '$1');
}

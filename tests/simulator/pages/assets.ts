import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/** The page's own scripts are TypeScript modules in `page/`; browsers get them with the types cut out. */
const FOLDER = join(import.meta.dirname, '../page');

const stripped = new Map<string, string>();

/** A module by its file name; null when there is none. */
export function pageScript(name: string): string | null {
  const known = stripped.get(name);
  if (known !== undefined) return known;
  const path = join(FOLDER, name);
  if (!/^[a-z-]+\.ts$/u.test(name) || !existsSync(path)) return null;
  const code = withoutWarning(() => stripTypeScriptTypes(readFileSync(path, 'utf8')));
  stripped.set(name, code);
  return code;
}

/** Node calls type stripping experimental each time it is asked for by a program; nobody who runs the simulator needs to know. */
function withoutWarning<T>(work: () => T): T {
  const emit = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return work();
  } finally {
    process.emitWarning = emit;
  }
}

export function pageStyle(): string {
  return readFileSync(join(FOLDER, 'app.css'), 'utf8');
}

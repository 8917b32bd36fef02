import { config } from './config.ts';

/** The page's own reader of Flight rows: what React does for a real page. */
interface Row {
  readonly id: string;
  readonly text: string;
  readonly isText: boolean;
}

const decoder = new TextDecoder();

/** Fields by the names that this page's code uses. */
function named(_key: string, value: unknown): unknown {
  if (config.oldNames === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [config.oldNames?.[key] ?? key, part]));
}

/** Splits bytes into rows. Text rows end after their announced number of bytes, all others at a newline. */
function rowsOf(bytes: Uint8Array): Row[] {
  const rows: Row[] = [];
  let at = 0;
  while (at < bytes.length) {
    const colon = bytes.indexOf(0x3a, at);
    if (colon < 0) break;
    const id = decoder.decode(bytes.subarray(at, colon));
    if (bytes[colon + 1] === 0x54) {
      const comma = bytes.indexOf(0x2c, colon);
      const end = comma + 1 + Number.parseInt(decoder.decode(bytes.subarray(colon + 2, comma)), 16);
      rows.push({ id, text: decoder.decode(bytes.subarray(comma + 1, end)), isText: true });
      at = end;
    } else {
      const end = bytes.indexOf(0x0a, colon);
      const stop = end < 0 ? bytes.length : end;
      rows.push({ id, text: decoder.decode(bytes.subarray(colon + 1, stop)), isText: false });
      at = stop + 1;
    }
  }
  return rows;
}

/** Values of rows by id, with every reference followed; promises stand as their values. Rows that are no JSON are left out. */
export class Flight {
  readonly #raw = new Map<string, Row>();
  readonly #values = new Map<string, unknown>();

  constructor(bytes: Uint8Array) {
    for (const row of rowsOf(bytes)) this.#raw.set(row.id, row);
  }

  ids(): string[] {
    return [...this.#raw.keys()];
  }

  value(id: string): unknown {
    if (this.#values.has(id)) return this.#values.get(id);
    const row = this.#raw.get(id);
    if (!row) return undefined;
    if (row.isText) return row.text;
    if (row.text.startsWith('E')) throw new Error(`server action failed: ${row.text.slice(1)}`);
    let parsed: unknown;
    try {
      parsed = JSON.parse(row.text, named);
    } catch {
      return undefined;
    }
    const holder: { value?: unknown } = { value: parsed };
    this.#values.set(id, parsed);
    this.#revive(holder, 'value');
    this.#values.set(id, holder.value);
    return holder.value;
  }

  #revive(holder: object, key: PropertyKey): void {
    const value: unknown = Reflect.get(holder, key);
    if (typeof value === 'string' && value.startsWith('$')) {
      Object.defineProperty(holder, key, { value: this.#reference(value), writable: true, enumerable: true, configurable: true });
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.keys(value)) this.#revive(value, inner);
    }
  }

  #reference(text: string): unknown {
    if (text.startsWith('$$')) return text.slice(1);
    const kind = text[1] ?? '';
    if (text === '$undefined' || text === '$') return undefined;
    if (kind === 'D') return new Date(text.slice(2));
    if (kind === 'n') return BigInt(text.slice(2));
    if (kind === '@') return this.value(text.slice(2));
    if (kind === 'Q') return new Map(this.value(text.slice(2)) as [unknown, unknown][]);
    if (kind === 'W') return new Set(this.value(text.slice(2)) as unknown[]);
    if (!/^\$[0-9a-f]/u.test(text)) return undefined;
    const [id = '', ...path] = text.slice(1).split(':');
    let found: unknown = this.value(id);
    for (const key of path) found = Reflect.get(Object(found) as object, config.oldNames?.[key] ?? key);
    return found;
  }
}

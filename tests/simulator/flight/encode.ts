/**
 * A second, independent statement of React Flight as Next.js servers write it (`tests/fixtures/flight` holds real answers).
 * Older servers write a repeated object into a row of its own when they meet it again; newer ones refer to the first place by path.
 */
export interface Row {
  readonly id: number;
  /** Everything behind `<hex id>:`, without the newline. Text rows have none. */
  readonly text: string;
  readonly isText: boolean;
  /** Milliseconds after the start of the answer; 0 for what comes at once. */
  readonly delayMs: number;
}

/** A promise that the server settles while the answer is already under way. */
export class Later {
  readonly value: unknown;
  readonly delayMs: number;

  constructor(value: unknown, delayMs: number) {
    this.value = value;
    this.delayMs = delayMs;
  }
}

/** A reference to a row that was written already, such as `$L4` or `$Sreact.suspense`: put down as it is. */
export class Verbatim {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Strings from this length on get a row of their own. */
const TEXT_ROW = 1024;

export class Encoder {
  readonly rows: Row[] = [];
  readonly #dialect: 'older' | 'newer';
  readonly #seen = new Map<object, string>();
  readonly #pending: { id: number; later: Later }[] = [];
  #nextId: number;
  #delayMs = 0;

  constructor(dialect: 'older' | 'newer', firstFreeId: number) {
    this.#dialect = dialect;
    this.#nextId = firstFreeId;
  }

  /** Writes one value, and everything it needs, into rows. Those it needs come first. */
  add(id: number, value: unknown, delayMs = 0): void {
    const reference = `$${id.toString(16)}`;
    this.#delayMs = delayMs;
    this.#emit(id, JSON.stringify(this.#root(value, reference)));
    this.#settle(delayMs);
  }

  addRaw(id: number, text: string): void {
    this.#emit(id, text);
  }

  allocate(): number {
    return this.#nextId++;
  }

  #emit(id: number, text: string, isText = false): void {
    this.rows.push({ id, text, isText, delayMs: this.#delayMs });
  }

  #settle(sinceMs: number): void {
    for (const { id, later } of this.#pending.splice(0)) this.add(id, later.value, sinceMs + later.delayMs);
  }

  /** The value of a row itself: never a reference to that row. */
  #root(value: unknown, reference: string): unknown {
    if (isTracked(value)) this.#seen.set(value, reference);
    return this.#write(value, reference);
  }

  #value(value: unknown, reference: string): unknown {
    if (!isTracked(value)) return this.#write(value, reference);
    const known = this.#seen.get(value);
    if (known === undefined) {
      this.#seen.set(value, this.#dialect === 'newer' ? reference : 'once');
      return this.#write(value, reference);
    }
    return known === 'once' ? this.#outline(value) : known;
  }

  /** Moves an object that older servers meet for the second time into its own row. */
  #outline(value: object): string {
    const id = this.allocate();
    const reference = `$${id.toString(16)}`;
    this.#seen.set(value, reference);
    this.#emit(id, JSON.stringify(this.#write(value, reference)));
    return reference;
  }

  #write(value: unknown, reference: string): unknown {
    if (value === undefined) return '$undefined';
    if (typeof value === 'string') return this.#string(value);
    if (typeof value === 'number') return this.#number(value);
    if (typeof value === 'bigint') return `$n${value}`;
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Verbatim) return value.text;
    if (value instanceof Date) return `$D${value.toISOString()}`;
    if (value instanceof Later) return this.#promise(value);
    if (value instanceof Map) return `$Q${this.#collection([...value])}`;
    if (value instanceof Set) return `$W${this.#collection([...value])}`;
    return this.#container(value, reference);
  }

  #container(value: object, reference: string): unknown {
    if (Array.isArray(value)) return value.map((item: unknown, index) => this.#value(item, `${reference}:${index}`));
    // Without a prototype, so that a key named __proto__ is written like any other.
    const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, item] of Object.entries(value)) out[key] = this.#value(item, `${reference}:${key}`);
    return out;
  }

  #string(value: string): string {
    if (value.length < TEXT_ROW) return value.startsWith('$') ? `$${value}` : value;
    const id = this.allocate();
    this.#emit(id, `T${Buffer.byteLength(value).toString(16)},${value}`, true);
    return `$${id.toString(16)}`;
  }

  #number(value: number): unknown {
    if (Number.isNaN(value)) return '$NaN';
    if (!Number.isFinite(value)) return value > 0 ? '$Infinity' : '$-Infinity';
    return Object.is(value, -0) ? '$-0' : value;
  }

  #promise(later: Later): string {
    const id = this.allocate();
    this.#pending.push({ id, later });
    return `$@${id.toString(16)}`;
  }

  #collection(items: unknown[]): string {
    const id = this.allocate();
    const reference = `$${id.toString(16)}`;
    this.#emit(id, JSON.stringify(this.#root(items, reference)));
    return id.toString(16);
  }
}

function isTracked(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Later) && !(value instanceof Verbatim) && !(value instanceof Date);
}

/** A row's bytes. A text row is announced with its length in bytes and has no newline: the next row starts at once. */
export function rowBytes(row: Row): Buffer {
  return Buffer.from(`${row.id.toString(16)}:${row.text}${row.isText ? '' : '\n'}`);
}

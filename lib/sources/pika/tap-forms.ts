import { MAX_FIELD } from './shape.ts';
import { call, createMemory, getOwnPropertyDescriptor, matches, method, type TapScope } from './tap-natives.ts';

/** What a submit says about its job, and the listing does not repeat. Never a file, the user's id or anything else. */
const FIELDS = /^(?:promptText|model|resolution|duration|contentType|creditCost|options|mode|pikaffect)$/;

/** Where the page has always submitted to: whatever comes back from there answers a form, a refusal too. */
const SUBMIT = /^https:\/\/api\.pika\.art\/generate/;

/** Forms that wait for their answers. */
const MAX_WAITING = 16;
/** Forms begun so long (ms) before the next one were not answered: the connection broke, or the page left the refusal unread. */
const ANSWERED_WITHIN = 30_000;

/** A form's fields; without a prototype, for what a page hangs on `Object.prototype` is no field. */
type Note = Record<string, string>;

/** The allow-listed fields of the forms that the page fills in, until their answers come. Bounded. */
export interface FormNotes {
  /** To be called once the page has appended or set a field. */
  note(form: unknown, name: unknown): void;
  /**
   * The fields of the form that this is the answer to, as JSON, and '' where there is none. First in, first out: of two
   * forms with the same prompt, the one that was begun first is answered first. Each form is given once.
   */
  take(url: string, text: string): string;
}

/**
 * @param now the clock, in ms
 * @param begun called with each form as JSON, once the page has filled it in and gone on. Must not throw
 */
export function createFormNotes(scope: TapScope, now: () => number, begun: (form: string) => void): FormNotes {
  const { JSON } = scope;
  const valueOf = method(scope.FormData.prototype, 'get');
  const parse = method(JSON, 'parse');
  const stringify = method(JSON, 'stringify');
  const notes = createMemory(scope);
  let waiting: Note[] = [];
  let lastBegun = 0;

  const begin = async (note: Note) => {
    const time = now();
    if (time - lastBegun > ANSWERED_WITHIN || waiting.length === MAX_WAITING) waiting = [];
    lastBegun = time;
    waiting[waiting.length] = note;
    // A page fills a form in without a pause, and afterwards we are not on its stack. An object could have a `then` of the page's.
    await time;
    begun(call<string>(stringify, JSON, note));
  };
  /** An own property of what was parsed; never one that the page has given to all objects. Throws where there is no object. */
  const own = (place: unknown, key: string): unknown => getOwnPropertyDescriptor(place as object, key)?.value;
  const promptIn = (text: string): unknown => {
    try {
      const answer = call<unknown>(parse, JSON, text);
      const data = own(answer, 'data') ?? answer;
      return own(own(data, 'generation') ?? data, 'promptText');
    } catch {
      return null; // no JSON, or none with a job in it
    }
  };

  return {
    note(form, name) {
      if (typeof name !== 'string' || !matches(FIELDS, name)) return;
      const value = call<unknown>(valueOf, form, name);
      if (typeof value !== 'string' || value.length > MAX_FIELD) return;
      let note = notes.get<Note>(form);
      if (!note) notes.set(form, (note = { __proto__: null } as unknown as Note)); // the syntax for no prototype, not a field
      if (name === 'promptText' && note[name] === undefined) void begin(note);
      note[name] = value;
    },
    take(url, text) {
      if (waiting.length === 0) return '';
      const prompt = promptIn(text);
      const takesOldest = typeof prompt !== 'string' && matches(SUBMIT, url);
      const rest: Note[] = [];
      let taken = '';
      for (let i = 0; i < waiting.length; i += 1) {
        const note = waiting[i];
        if (!taken && (takesOldest || note?.['promptText'] === prompt)) taken = call<string>(stringify, JSON, note);
        else if (note) rest[rest.length] = note;
      }
      waiting = rest;
      return taken;
    },
  };
}

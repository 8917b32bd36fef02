import { useState } from 'preact/hooks';
import type { Result } from '../../../lib/result.ts';

export interface Draft {
  readonly text: string;
  /** What to put right; null while typing, and for what fits. */
  readonly fault: string | null;
  /** It differs from what is in use. */
  readonly isOpen: boolean;
  readonly write: (text: string) => void;
  /** Puts it to use, if it fits: what does not fit is told, and changes nothing. */
  readonly commit: (text?: string) => void;
  /** Back to what is in use. */
  readonly undo: () => void;
}

/**
 * A text that is typed before it is used.
 * @param stored what is in use
 */
export function useDraft<Value>(stored: string, read: (text: string) => Result<Value>, onValue: (value: Value) => void): Draft {
  const [typed, setTyped] = useState<Typed | null>(null);
  // What is in use has changed meanwhile: by this draft, or elsewhere.
  const { text, fault } = typed?.over === stored ? typed : { text: stored, fault: null };
  const commit = (next = text): void => {
    if (next.trim() === stored) return setTyped(null);
    const value = read(next);
    setTyped({ over: stored, text: next, fault: value.ok ? null : value.failure.message });
    if (value.ok) onValue(value.value);
  };
  return { text, fault, isOpen: text !== stored, write: (next) => setTyped({ over: stored, text: next, fault: null }), commit, undo: () => setTyped(null) };
}

interface Typed {
  /** What was in use when it was typed. */
  readonly over: string;
  readonly text: string;
  readonly fault: string | null;
}

/** Enter puts a draft to use, Escape takes it back. */
export function draftKeys({ commit, undo }: Draft): (event: KeyboardEvent) => void {
  return ({ key }) => {
    if (key === 'Enter') commit();
    if (key === 'Escape') undo();
  };
}

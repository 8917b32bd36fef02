import { useEffect, useState } from 'preact/hooks';

/** How long an answer in words stays, in ms. */
const SAID_FOR = 8000;

export interface Presses<Action> {
  act(action: Action): void;
  /** Keys of actions that are still at work. */
  readonly pending: ReadonlySet<string>;
  /** What the last one that ended has to say; null when it needs no words, or has stood there long enough. */
  readonly said: string | null;
}

export interface PressPorts<Action> {
  /** Names an action, to know which control is still at work. */
  keyOf(action: Action): string;
  /** Does it, and answers with a sentence when the result needs words. Called at once: browsers ask for permissions only within the click. */
  run(action: Action): Promise<string | null>;
}

/** What a page's buttons have been asked for, and what came of it. */
export function usePresses<Action>({ keyOf, run }: PressPorts<Action>): Presses<Action> {
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), SAID_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  const act = (action: Action): void => {
    const key = keyOf(action);
    setPending((keys) => new Set([...keys, key]));
    setSaid(null);
    void run(action)
      .catch(() => 'That did not work. Try again in a moment.')
      .then((words) => {
        setSaid(words);
        setPending((keys) => new Set([...keys].filter((other) => other !== key)));
      });
  };
  return { act, pending, said };
}

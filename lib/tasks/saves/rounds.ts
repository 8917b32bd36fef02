/**
 * Folds overlapping calls of one piece of work into one further run of it. Each caller is answered after a run that began
 * after its call, whatever is asked for meanwhile: while a long backlog comes in, runs follow each other for minutes, and
 * who asked first must not wait for the last.
 * @param run is told whether another run follows at once
 */
export function inRounds(run: (more: () => boolean) => Promise<void>): () => Promise<void> {
  let asked: PromiseWithResolvers<void> | null = null;
  let going = false;

  async function go(): Promise<void> {
    going = true;
    while (asked !== null) {
      const { reject, resolve } = asked;
      asked = null;
      await run(() => asked !== null).then(resolve, reject);
    }
    going = false;
  }

  return () => {
    asked ??= Promise.withResolvers<void>();
    const { promise } = asked;
    if (!going) void go();
    return promise;
  };
}

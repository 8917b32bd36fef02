/** All or nothing: when `work` fails, its transaction is rolled back, whatever it had written by then. */
export async function whole<Result>(tx: { readonly done: Promise<void>; abort(): void }, work: () => Promise<Result>): Promise<Result> {
  try {
    const [result] = await Promise.all([work(), tx.done]);
    return result;
  } catch (error) {
    tx.done.catch(() => {});
    try {
      tx.abort();
    } catch {
      // Already aborted by the failure itself.
    }
    throw error;
  }
}

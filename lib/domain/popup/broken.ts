/** Why the popup cannot show the ledger: the store does not open, or does not answer. */
export type BrokenKind = 'closed' | 'newer' | 'slow';

/** What happened and what to do, when the store cannot be read. */
export function brokenWords(kind: BrokenKind): { readonly what: string; readonly next: string } {
  switch (kind) {
    case 'newer':
      return {
        what: 'Its list was written by a newer version of Pika Keeper.',
        next: 'Update the extension on your browser’s extensions page, then open this again.',
      };
    case 'slow':
      return { what: 'Its list did not answer in time.', next: 'Close other Pika Keeper windows and try again. If that does not help, restart the browser.' };
    case 'closed':
      return { what: 'Your browser does not let Pika Keeper open its list.', next: 'Check that the disk is not full, then restart the browser.' };
  }
}

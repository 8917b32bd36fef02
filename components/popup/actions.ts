import type { Times } from '../shared/times.ts';

/** What a person can do in the popup. Links to pika.art are links and need no action. */
export type PopupAction =
  | { readonly kind: 'retry' | 'show'; readonly clip: string }
  | { readonly kind: 'retry-all' | 'resume-saving' | 'check-now' | 'grant' | 'copy-report' | 'open-dashboard' | 'open-settings' | 'add-jobs' | 'more' | 'reload' }
  | { readonly kind: 'ask-verdict' | 'copy-verdict' | 'close-verdict' };

export type Act = (action: PopupAction) => void;

/** Names an action, to know which button is still at work. */
export function actionKey(action: PopupAction): string {
  return 'clip' in action ? `${action.kind}:${action.clip}` : action.kind;
}

/** What every part of the popup needs besides its own data. */
export interface Surroundings {
  readonly now: number;
  readonly times: Times;
  readonly act: Act;
  /** Keys of actions that have been asked for and not answered. */
  readonly pending: ReadonlySet<string>;
}

import type { ComponentChildren } from 'preact';
import { actionKey, type DashboardAction, type Surroundings } from './actions.ts';

interface PressProps extends Pick<Surroundings, 'act' | 'pending'> {
  readonly action: DashboardAction;
  readonly look?: 'main' | 'plain' | 'quiet';
  /** What a screen reader says where the words alone could be any row's. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** A button that stays in place and in the tab order while its action is at work, and then ignores further presses. */
export function Press({ action, look = 'plain', label, children, act, pending }: PressProps) {
  const isPending = pending.has(actionKey(action));
  const press = () => {
    if (!isPending) act(action);
  };
  return (
    <button type="button" class={`button button-${look}`} aria-label={label} aria-disabled={isPending} onClick={press}>
      {children}
    </button>
  );
}

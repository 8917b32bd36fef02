import type { ComponentChildren } from 'preact';
import { PIKA_LIBRARY } from '../../lib/domain/popup/data.ts';
import { Icon, type IconName } from '../shared/Icon.tsx';
import { actionKey, type PopupAction, type Surroundings } from './actions.ts';

interface ActionButtonProps extends Pick<Surroundings, 'act' | 'pending'> {
  readonly action: PopupAction;
  readonly look?: 'main' | 'plain' | 'quiet';
  /** Shown alone when there is an icon and no child; always what a screen reader says. */
  readonly label: string;
  readonly icon?: IconName;
  readonly children?: ComponentChildren;
}

/** A button that stays in place and in the tab order while its action is at work, and then ignores further presses. */
export function ActionButton({ action, look = 'plain', label, icon, children, act, pending }: ActionButtonProps) {
  const isPending = pending.has(actionKey(action));
  const press = () => {
    if (!isPending) act(action);
  };
  const bare = children === undefined && icon !== undefined;
  return (
    <button type="button" class={`button button-${look}${bare ? ' button-bare' : ''}`} aria-label={label} title={bare ? label : undefined} aria-disabled={isPending} onClick={press}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}

/** Opens pika.art in a new tab. A link, so that the keyboard's and the mouse's own ways with links work. */
export function PikaLink({ look = 'plain', label, href = PIKA_LIBRARY, children }: {
  readonly look?: 'main' | 'plain' | 'quiet';
  readonly label?: string;
  readonly href?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <a class={`button button-${look}`} href={href} target="_blank" rel="noreferrer" aria-label={label}>
      {children}
      <Icon name="outside" />
    </a>
  );
}

import { PERMISSION } from '../../lib/domain/popup/notices.ts';
import { Icon } from '../shared/Icon.tsx';
import type { Surroundings } from './actions.ts';
import { Press } from './Press.tsx';

/** The browser withholds pika.art, as users of Firefox can have it at any time: what that means, and the button that asks for it. */
export function PermissionNotice(around: Surroundings) {
  const { tone, title, text, action } = PERMISSION;
  return (
    <div class={`notice tone-${tone}`} role="note" aria-label="Needs your attention">
      <span class={`tone-icon tone-${tone}`}><Icon name="warning" /></span>
      <div>
        <p class="strong">{title}</p>
        <p>{text} Pika is not checked meanwhile, and that time counts neither as up nor as down.</p>
        <Press action={{ kind: 'grant' }} look="main" {...around}>{action?.label}</Press>
      </div>
    </div>
  );
}

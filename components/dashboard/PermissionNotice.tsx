import { PERMISSION } from '../../lib/domain/popup/notices.ts';
import type { Surroundings } from './actions.ts';
import { Note } from './Note.tsx';
import { Press } from './Press.tsx';

/** The browser withholds pika.art, as users of Firefox can have it at any time: what that means, and the button that asks for it. */
export function PermissionNotice(around: Surroundings) {
  return (
    <Note notice={PERMISSION} more=" Pika is not checked meanwhile, and that time counts neither as up nor as down.">
      <Press action={{ kind: 'grant' }} look="main" {...around}>{PERMISSION.action?.label}</Press>
    </Note>
  );
}

import type { NoticeView } from '../../lib/domain/popup/notices.ts';
import { Icon } from '../shared/Icon.tsx';
import type { Surroundings } from './actions.ts';
import { ActionButton, PikaLink } from './Button.tsx';

/** What only the user can put right, each with the one thing to do. */
export function Notices({ notices, ...around }: { readonly notices: readonly NoticeView[] } & Surroundings) {
  if (notices.length === 0) return null;
  return (
    <ul class="notices" role="list" aria-label="Needs your attention">
      {notices.map((notice) => (
        <li key={notice.kind} class={`notice tone-${notice.tone}`}>
          <span class={`tone-icon tone-${notice.tone}`}><Icon name="warning" /></span>
          <div>
            <p class="notice-title">{notice.title}</p>
            <p>{notice.text}</p>
            <NoticeAction action={notice.action} around={around} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function NoticeAction({ action, around }: { readonly action: NoticeView['action']; readonly around: Surroundings }) {
  if (action === null) return null;
  if (action.kind === 'open-library') return <PikaLink>{action.label}</PikaLink>;
  return <ActionButton action={{ kind: action.kind }} label={action.label} {...around}>{action.label}</ActionButton>;
}

import type { ComponentChildren } from 'preact';
import type { NoticeView } from '../../lib/domain/popup/notices.ts';
import { Icon } from '../shared/Icon.tsx';

/** One of the popup's notices, with what the dashboard adds to it and the way to put it right. */
export function Note({ notice: { tone, title, text }, more = '', children }: { readonly notice: NoticeView; readonly more?: string; readonly children: ComponentChildren }) {
  return (
    <div class={`notice tone-${tone}`} role="note" aria-label="Needs your attention">
      <span class={`tone-icon tone-${tone}`}><Icon name="warning" /></span>
      <div>
        <p class="strong">{title}</p>
        <p>{text}{more}</p>
        {children}
      </div>
    </div>
  );
}

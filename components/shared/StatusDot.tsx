import type { HeaderStatus } from '../../lib/domain/popup/header.ts';
import type { Tone } from '../../lib/domain/words.ts';
import { Icon, type IconName } from './Icon.tsx';

const ICONS: Readonly<Record<HeaderStatus, IconName>> = {
  up: 'check',
  degraded: 'slow',
  down: 'close',
  blocked: 'lock',
  unknown: 'question',
  paused: 'pause',
  offline: 'offline',
  starting: 'dots',
};

/** A coloured disc with a sign of its own for every status; the sentence beside it says it in words. */
export function StatusDot({ status, tone }: { readonly status: HeaderStatus; readonly tone: Tone }) {
  return (
    <span class={`status-dot tone-${tone}`} data-status={status}>
      <Icon name={ICONS[status]} />
    </span>
  );
}

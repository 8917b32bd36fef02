import { spanWords } from '../../lib/domain/words.ts';
import { PIKA_SITE } from '../../lib/domain/popup/data.ts';
import type { HeaderView } from '../../lib/domain/popup/header.ts';
import { Mark } from '../shared/Icon.tsx';
import { RelativeTime } from '../shared/RelativeTime.tsx';
import { StatusDot } from '../shared/StatusDot.tsx';
import type { Surroundings } from './actions.ts';
import { ActionButton, PikaLink } from './Button.tsx';

/** Does Pika work, since when, how fresh is that. Only the sentence is announced; ages change too often to be read aloud. */
export function StatusHeader({ header, ...around }: { readonly header: HeaderView } & Surroundings) {
  const { now, times } = around;
  return (
    <header class="status">
      <div class="brand">
        <Mark />
        <h1>Pika Keeper</h1>
        {header.checkedAt === null ? null : (
          <span class="freshness">
            checked <RelativeTime at={header.checkedAt} now={now} times={times} />
          </span>
        )}
        {header.checkedAt === null ? null : (
          <ActionButton action={{ kind: 'check-now' }} look="quiet" icon="refresh" label="Check Pika now" {...around} />
        )}
      </div>
      <div class={`verdict tone-${header.tone}`}>
        <StatusDot status={header.status} tone={header.tone} />
        <div class="verdict-words">
          <p class="verdict-title" role="status">{header.title}</p>
          <Since since={header.since} now={now} times={times} />
          {header.advice === null ? null : <p class="verdict-advice">{header.advice}</p>}
          <p class="verdict-buttons">
            <ActionButton action={{ kind: 'ask-verdict' }} label="Is it me?" {...around}>Is it me?</ActionButton>
            {header.action === 'open-pika' ? <PikaLink href={PIKA_SITE}>Open pika.art</PikaLink> : null}
            {header.action === 'check-now' ? (
              <ActionButton action={{ kind: 'check-now' }} label="Check now" {...around}>Check now</ActionButton>
            ) : null}
          </p>
        </div>
      </div>
    </header>
  );
}

function Since({ since, now, times }: Pick<HeaderView, 'since'> & Pick<Surroundings, 'now' | 'times'>) {
  if (since === null) return null;
  const words = since.as === 'moment' ? `since ${times.short(since.at, now)}` : `for ${spanWords(now - since.at)}`;
  return <p class="verdict-since" title={times.full(since.at)}>{words}</p>;
}

/** What job APIs told of a job, on its way into an archive and out of one. */
import { type JobEmbed, type JobMore, NO_MORE } from '../../jobs/job.ts';
import { fieldsOf, listOf, moment, number, text } from './fields.ts';

const MAX_EMBEDS = 10;
const MAX_BUTTONS = 20;
const MAX_PLACES = 4;
const MAX_TEXT = 4000;

/** @returns null where nothing was told: a table cannot tell that from a job of which no API was asked */
export function archivedMore(more: JobMore | undefined): JobMore | null {
  if (more === undefined) return null;
  const { queuePosition, parentJobId, verb, buttons, embeds, content, log, createdAt, updatedAt, withheld } = more;
  return told({
    queuePosition,
    parentJobId: given(parentJobId),
    verb: given(verb),
    buttons: buttons.map((one) => one.toWellFormed()).filter((one) => one !== ''),
    embeds: embeds.map((one) => ({ type: given(one.type), description: given(one.description), imageUrl: given(one.imageUrl), width: one.width, height: one.height })),
    content: given(content),
    log: given(log),
    createdAt,
    updatedAt,
    ...(withheld && { withheld: withheld.map((one) => one.toWellFormed()) }),
  });
}

/** What a row of an archive says of it; null where it says nothing. */
export function readMore(raw: unknown): JobMore | null {
  const fields = fieldsOf(raw);
  const withheld = listOf(fields['withheld'], MAX_PLACES, (one) => text(one, 200));
  return told({
    queuePosition: number(fields['queuePosition'], 0, 1_000_000),
    parentJobId: text(fields['parentJobId'], 200),
    verb: text(fields['verb'], 200),
    buttons: listOf(fields['buttons'], MAX_BUTTONS, (one) => text(one, 200)),
    embeds: listOf(fields['embeds'], MAX_EMBEDS, readEmbed),
    content: text(fields['content'], MAX_TEXT),
    log: text(fields['log'], MAX_TEXT),
    createdAt: moment(fields['createdAt']),
    updatedAt: moment(fields['updatedAt']),
    ...(withheld.length > 0 && { withheld }),
  });
}

function readEmbed(raw: unknown): JobEmbed | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const fields = fieldsOf(raw);
  const image = text(fields['imageUrl'], 2048);
  return {
    type: text(fields['type'], 200),
    description: text(fields['description'], MAX_TEXT),
    imageUrl: image !== null && URL.canParse(image) && new URL(image).protocol === 'https:' ? image : null,
    width: number(fields['width'], 1, 100_000),
    height: number(fields['height'], 1, 100_000),
  };
}

function told(more: JobMore): JobMore | null {
  return JSON.stringify(more) === JSON.stringify(NO_MORE) ? null : more;
}

function given(value: string | null): string | null {
  return value === null || value === '' ? null : value.toWellFormed();
}

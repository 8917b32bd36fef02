import { assumedLife } from '../../lib/domain/clip-settings.ts';
import { deadlineOf } from '../../lib/domain/clips/deadline.ts';
import type { SightingsMessage } from '../../lib/messages/protocol.ts';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { classifyMediaUrl } from '../../lib/sources/pika/media-url.ts';
import { readClipSettings } from '../../lib/store/settings.ts';
import { type Recorded, recordSightings as writeSightings } from '../../lib/store/sightings.ts';
import { recordSightings } from '../../lib/tasks/record-sightings.ts';
import type { Core } from './core.ts';

/** Takes the helper's sightings into the ledger. */
export async function takeSightings(core: Core, { jobs, loose }: SightingsMessage): Promise<Recorded> {
  const db = await core.openStore();
  const settings = await readClipSettings(db);
  return recordSightings(jobs, loose, {
    now: () => Date.now(),
    allow: (url) => {
      const media = classifyMediaUrl(url);
      return media.kind === 'result' ? media : null;
    },
    clipId: clipIdOf,
    deadline: (url, now) => deadlineOf(url, now, assumedLife(settings)),
    record: (identified, now) => writeSightings(db, identified, 'pika-page', now, settings.clipsPerMinute),
  });
}

import type { SeenJob, SeenVideo } from '../../lib/domain/jobs/job.ts';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { classifyMediaUrl } from '../../lib/sources/pika/media-url.ts';
import type { Store } from '../../lib/store/db.ts';
import { type Recorded, recordSightings as write } from '../../lib/store/sightings.ts';
import { recordSightings } from '../../lib/tasks/record-sightings.ts';

/** Takes in what a page of pika.art showed, in one message: allow-list, ids and transaction are the real ones. */
export function takeIn(db: Store, jobs: readonly SeenJob[], loose: readonly SeenVideo[], now: number, perMinute = 1000): Promise<Recorded> {
  return recordSightings(jobs, loose, {
    now: () => now,
    allow: (url) => {
      const media = classifyMediaUrl(url);
      return media.kind === 'result' ? media : null;
    },
    clipId: clipIdOf,
    deadline: (_url, at) => ({ at: at + 86_400_000, why: 'assumed' }),
    record: (identified, at) => write(db, identified, 'pika-page', at, perMinute),
  });
}

/** The key of an address of Pika's media, empty for any other. */
export function pathKeyOf(url: string): string {
  const media = classifyMediaUrl(url);
  return media.kind === 'result' ? media.pathKey : '';
}

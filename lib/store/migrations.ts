import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { KeeperSchema } from './schema.ts';

type Db = IDBPDatabase<KeeperSchema>;
type Upgrade = IDBPTransaction<KeeperSchema, StoreNames<KeeperSchema>[], 'versionchange'>;

/**
 * The ladder. Step `n` (counting from 1) takes the store from version n − 1 to n. Append only: a released step is
 * never edited, and `tests/fixtures/db` holds a database of each released version.
 */
export const MIGRATIONS: readonly ((db: Db, transaction: Upgrade) => void)[] = [
  function createVersion1(db) {
    db.createObjectStore('jobs', { keyPath: 'id' }).createIndex('byActivity', ['active', 'order']);

    const clips = db.createObjectStore('clips', { keyPath: 'id' });
    clips.createIndex('byPath', 'pathKey', { unique: true });
    clips.createIndex('byJob', 'job');
    clips.createIndex('byVideo', 'videoId');
    clips.createIndex('byFirstSeen', 'firstSeenAt');

    const saves = db.createObjectStore('saves', { keyPath: 'clip' });
    saves.createIndex('byState', ['state', 'nextAttemptAt']);
    saves.createIndex('byDeadline', ['state', 'deadlineAt']);
    saves.createIndex('byDownload', 'downloadId');
    saves.createIndex('byName', 'requestedName');

    db.createObjectStore('checks', { keyPath: ['monitor', 'hour'] }).createIndex('byHour', 'hour');
    db.createObjectStore('monitors', { keyPath: 'monitor' });
    db.createObjectStore('due', { keyPath: 'task' });
    db.createObjectStore('meta', { keyPath: 'key' });
  },
  /** Hours of version 1 stay where they are: housekeeping seals them day by day, so that the upgrade itself is instant. */
  function createVersion2(db) {
    db.createObjectStore('days', { keyPath: ['monitor', 'day'] }).createIndex('byDay', 'day');
    db.createObjectStore('summaries', { keyPath: ['chapter', 'monitor'] });
    const incidents = db.createObjectStore('incidents', { keyPath: 'id' });
    incidents.createIndex('byStart', 'start');
    incidents.createIndex('byOpen', 'open');
  },
  /** Nothing that is there changes: jobs asked of other sources, their tokens, small posters, and files known from elsewhere. */
  function createVersion3(db) {
    db.createObjectStore('polls', { keyPath: 'job' }).createIndex('byDue', ['source', 'nextAt']);
    db.createObjectStore('secrets', { keyPath: 'source' });
    db.createObjectStore('posters', { keyPath: 'clip' });
    db.createObjectStore('marks', { keyPath: 'prefix' });
  },
];

export const VERSION = MIGRATIONS.length;

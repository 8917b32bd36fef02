/** What is odd about a job, for whoever wants to look into it. */
import { type Job, type JobAnomaly } from '../job.ts';
import { shorten } from '../words.ts';

export const ODD: Readonly<Record<JobAnomaly['kind'], string>> = {
  'went-backwards': 'Went backwards',
  'url-changed': 'File moved',
  'finished-without-file': 'Finished without a file',
  'error-after-finish': 'Error after the end',
  vanished: 'Gone at its source',
  'clip-elsewhere': 'Video of another job',
};

/** What a job's own state does not say already. */
const TOLD: readonly JobAnomaly['kind'][] = ['went-backwards', 'error-after-finish', 'vanished'];
const MOST = 3;

/** The newest oddities of a job as one line; null where there are none to tell. */
export function oddLine({ anomalies }: Pick<Job, 'anomalies'>): string | null {
  const odd = anomalies.filter(({ kind }) => TOLD.includes(kind)).slice(-MOST);
  return odd.length === 0 ? null : odd.map(({ kind, detail }) => (detail === '' ? ODD[kind] : `${ODD[kind]} (${shorten(detail, 80)})`)).join(' · ');
}

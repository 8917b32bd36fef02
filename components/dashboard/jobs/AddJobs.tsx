import { PasteJobs, type PasteJobsProps } from '../../shared/PasteJobs.tsx';

/** Follows jobs of other sources by their IDs. Folded until it is wanted. */
export function AddJobs(props: PasteJobsProps) {
  return (
    <details class="more add-jobs">
      <summary>Follow jobs by ID <span class="soft">of useapi, fal or Pika’s API</span></summary>
      <PasteJobs {...props} />
    </details>
  );
}

import { PasteBox } from '../../components/popup/PasteBox.tsx';
import { useAddJobs } from '../shared/use-add-jobs.ts';

/** Loaded when it is opened: what tells job IDs apart is not for every look at the popup. */
export function Paste({ onClose }: { readonly onClose: () => void }) {
  return <PasteBox {...useAddJobs('dashboard.html#settings')} onClose={onClose} />;
}

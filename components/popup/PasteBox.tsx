import { useEffect, useRef } from 'preact/hooks';
import { PasteJobs, type PasteJobsProps } from '../shared/PasteJobs.tsx';

/** The box for job IDs. It opens on demand, takes the focus, and closes on Escape. */
export function PasteBox({ onClose, ...props }: PasteJobsProps & { readonly onClose: () => void }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.querySelector('textarea')?.focus(), []);
  const hear = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // Else the browser closes the whole popup.
    event.preventDefault();
    onClose();
  };
  return (
    <section ref={box} class="paste" aria-label="Add job IDs" onKeyDown={hear}>
      <PasteJobs {...props} beside={<button type="button" class="button button-quiet" onClick={onClose}>Close</button>} />
    </section>
  );
}

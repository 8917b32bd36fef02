import type { ComponentChildren } from 'preact';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly fault?: string | undefined;
  readonly hint?: string;
  /** The control; it carries `id` and what `described` gives. */
  readonly children: ComponentChildren;
}

/** A control with its label, and beneath it what to put right. */
export function Field({ id, label, fault, hint, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint === undefined ? null : <p class="soft" id={`${id}-hint`}>{hint}</p>}
      {fault === undefined ? null : <p class="fault" id={`${id}-fault`}>{fault}</p>}
    </div>
  );
}

/** What ties a control to its label and to its fault. */
export function described(id: string, fault: string | undefined): { id: string; 'aria-invalid'?: 'true'; 'aria-describedby'?: string } {
  return fault === undefined ? { id } : { id, 'aria-invalid': 'true', 'aria-describedby': `${id}-fault` };
}

/** Takes the first control that has to be put right, so that a keyboard is where it is needed. */
export function focusFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

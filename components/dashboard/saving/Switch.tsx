interface SwitchProps {
  readonly id: string;
  readonly label: string;
  readonly words?: string;
  readonly on: boolean;
  /** An administrator has set it. */
  readonly locked?: boolean;
  readonly onSwitch: (on: boolean) => void;
}

/** A box that shows what is stored: it follows when the store has agreed. */
export function Switch({ id, label, words, on, locked = false, onSwitch }: SwitchProps) {
  const toggle = (event: { readonly currentTarget: HTMLInputElement }) => {
    const { checked } = event.currentTarget;
    event.currentTarget.checked = on;
    onSwitch(checked);
  };
  return (
    <div class="tool">
      <input type="checkbox" id={id} checked={on} disabled={locked} aria-describedby={words === undefined ? undefined : `${id}-words`} onChange={toggle} />
      <div>
        <label for={id}>{label}</label>
        {words === undefined ? null : <p class="soft" id={`${id}-words`}>{words}</p>}
      </div>
    </div>
  );
}

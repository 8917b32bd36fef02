interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly onChange: (value: Value) => void;
}

/** A filter with its name in sight, small enough to stand beside others. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const choose = (chosen: string): void => {
    const found = options.find(([one]) => one === chosen);
    if (found) onChange(found[0]);
  };
  return (
    <label class={value === options[0]?.[0] ? 'choice' : 'choice choice-set'}>
      <span>{label}</span>
      <select class="input" value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map(([one, words]) => <option key={one} value={one}>{words}</option>)}
      </select>
    </label>
  );
}

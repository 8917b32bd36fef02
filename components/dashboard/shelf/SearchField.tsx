import { useEffect, useState } from 'preact/hooks';

/** Milliseconds without a key before the search begins. */
const PAUSE = 120;

/** A search as it is typed: what it holds is told when the typing pauses, at once when it is emptied. */
export function SearchField(props: { readonly label: string; readonly hint: string; readonly value: string; readonly onSearch: (text: string) => void }) {
  const { label, hint, value, onSearch } = props;
  const [typed, setTyped] = useState(value);
  // "Clear filters" empties it from outside.
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onSearch(typed), typed === '' ? 0 : PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return <input type="search" class="input search" aria-label={label} placeholder={hint} value={typed} maxLength={500} onInput={(event) => setTyped(event.currentTarget.value)} />;
}

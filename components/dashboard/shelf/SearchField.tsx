import { useEffect, useRef, useState } from 'preact/hooks';

/** Milliseconds without a key before the search begins. */
const PAUSE = 120;

/** A search as it is typed: what it holds is told when the typing pauses, at once when it is emptied. */
export function SearchField(props: { readonly label: string; readonly hint: string; readonly value: string; readonly onSearch: (text: string) => void }) {
  const { label, hint, value, onSearch } = props;
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  // "Clear filters" empties it from outside; what comes back as it was told must not undo a later key.
  useEffect(() => {
    if (value !== told.current) setTyped(value);
    told.current = value;
  }, [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const tell = (): void => {
      told.current = typed;
      onSearch(typed);
    };
    const timer = setTimeout(tell, typed === '' ? 0 : PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return <input type="search" class="input search" aria-label={label} placeholder={hint} value={typed} maxLength={500} onInput={(event) => setTyped(event.currentTarget.value)} />;
}

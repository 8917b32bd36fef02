import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
}

interface TabsProps<Id extends string> {
  readonly tabs: readonly Tab<Id>[];
  readonly open: Id;
  readonly onOpen: (id: Id) => void;
  readonly children: ComponentChildren;
}

/** Tabs after the pattern that screen readers know: one stop for the Tab key, arrows, Home and End between them. */
export function Tabs<Id extends string>({ tabs, open, onOpen, children }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const at = tabs.findIndex(({ id }) => id === open);
  const move = (event: KeyboardEvent) => {
    const target = targetOf(event.key, at, tabs.length);
    const tab = target === null ? undefined : tabs[target];
    if (tab === undefined) return;
    event.preventDefault();
    onOpen(tab.id);
    list.current?.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label="Dashboard" ref={list} onKeyDown={move}>
        {tabs.map(({ id, title }) => (
          <button key={id} type="button" role="tab" id={`tab-${id}`} class="tab" aria-selected={id === open} {...(id === open ? { 'aria-controls': `panel-${id}` } : {})} tabIndex={id === open ? 0 : -1} onClick={() => onOpen(id)}>
            {title}
          </button>
        ))}
      </div>
      <main>
        <div role="tabpanel" id={`panel-${open}`} aria-labelledby={`tab-${open}`}>{children}</div>
      </main>
    </>
  );
}

function targetOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

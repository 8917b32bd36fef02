/** Which of the page's elements can be seen, as one observer tells. */
export interface InSight {
  has(element: Element): boolean;
  /** Follows these elements and no others. @returns whether new ones are among them, of which `changed` will tell */
  follow(elements: Iterable<Element>): boolean;
  stop(): void;
}

/** @param changed called when some came into sight, went out of it, or changed their size */
export function followInSight(changed: () => void): InSight {
  let followed = new Set<Element>();
  const seen = new Set<Element>();
  const sizes = new ResizeObserver(changed);
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        seen.add(target);
        sizes.observe(target);
      } else {
        seen.delete(target);
        sizes.unobserve(target);
      }
    }
    changed();
  });
  return {
    has: (element) => seen.has(element),
    follow(elements) {
      const next = new Set(elements);
      for (const old of followed) {
        if (next.has(old)) continue;
        observer.unobserve(old);
        sizes.unobserve(old);
        seen.delete(old);
      }
      const fresh = [...next].filter((element) => !followed.has(element));
      for (const element of fresh) observer.observe(element);
      followed = next;
      return fresh.length > 0;
    },
    stop() {
      observer.disconnect();
      sizes.disconnect();
    },
  };
}

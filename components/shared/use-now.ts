import { useEffect, useState } from 'preact/hooks';

/** The present moment, renewed every `everyMs`; stands still while nobody looks, and catches up when they do. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const renew = () => setNow(Date.now());
    const follow = () => {
      clearInterval(timer);
      if (document.visibilityState === 'hidden') return;
      timer = setInterval(renew, everyMs);
    };
    const catchUp = () => {
      if (document.visibilityState !== 'hidden') renew();
      follow();
    };
    follow(); // no renewal: at the first drawing the moment is the present one
    document.addEventListener('visibilitychange', catchUp);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', catchUp);
    };
  }, [everyMs]);
  return now;
}

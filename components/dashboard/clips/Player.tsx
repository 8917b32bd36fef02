import { useState } from 'preact/hooks';
import { mayPlay } from '../../../lib/domain/clips/view/details.ts';
import type { ClipEntry } from '../../../lib/domain/clips/view/entry.ts';

/** Plays the clip from where it came from, on request only: nothing is loaded before the user presses play. */
export function Player({ entry, poster, now }: { readonly entry: ClipEntry; readonly poster: string | null; readonly now: number }) {
  const { clip, save } = entry;
  const [dead, setDead] = useState<string | null>(null);
  const inFolder = save?.state === 'saved' ? ' The saved file still plays: show it in its folder.' : '';
  const still = poster === null ? null : <img class="player" src={poster} alt="" />;
  if (!mayPlay(entry, now)) return still;
  if (dead === clip.url) return <>{still}<p class="soft" role="status">Pika’s link does not play any more.{inFolder}</p></>;
  return <video key={clip.url} class="player" src={clip.url} {...(poster === null ? {} : { poster })} controls playsInline preload="none" onError={() => setDead(clip.url)} aria-label="The clip, from Pika" />;
}

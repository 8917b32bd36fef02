import { config } from './config.ts';
import { element } from './element.ts';
import type { Result, Video } from './library.ts';
import { modelOf } from './submitted.ts';

/** One card of the grid. Half of the videos carry `src`, half a child `<source>`, as both have been seen. */
export function card(result: Result, open: (id: string) => void): HTMLElement {
  const video = result.videos[0];
  const frame = element('div', { class: 'frame' });
  frame.style.aspectRatio = String(result.params?.options?.aspectRatio ?? 16 / 9);
  frame.append(...content(result, video, open));
  const prompt = element('p', { class: 'prompt' }, promptOf(result));
  return element('article', { class: 'card', 'data-state': video?.status ?? 'unknown' }, frame, prompt, footer(result, video));
}

/** The listing may hold anything in place of a prompt. */
export function promptOf(result: Result): string {
  return typeof result.promptText === 'string' ? result.promptText.slice(0, 400) : '';
}

function content(result: Result, video: Video | undefined, open: (id: string) => void): Node[] {
  if (video?.status === 'finished' && typeof video.resultUrl === 'string') return player(result.id, video, open);
  if (typeof video?.error === 'string' && video.error) return [element('div', { class: 'notice' }, video.error)];
  const progress = typeof video?.progress === 'number' ? video.progress : null;
  const bar = element('div', { class: 'bar' });
  const fill = element('span', {});
  fill.style.width = `${Math.min(100, progress ?? 0)}%`;
  bar.append(fill);
  return [element('div', { class: 'waiting' }, element('span', {}, progress === null ? 'In queue' : `${progress}%`), bar)];
}

function player(id: string, video: Video, open: (id: string) => void): Node[] {
  const node = videoElement(video.resultUrl ?? '', video.videoPoster ?? '', Number.parseInt(id.slice(-1), 16) % 2 === 0);
  node.addEventListener('mouseenter', () => void node.play().catch(() => undefined));
  node.addEventListener('mouseleave', () => node.pause());
  node.addEventListener('click', () => open(id));
  return [node];
}

export function videoElement(url: string, poster: string, withSource: boolean): HTMLVideoElement {
  const node = element('video', { preload: 'none', loop: '', playsinline: '' });
  node.muted = true;
  // A lying listing names pictures elsewhere; the page does not fetch them, so that whoever does stands out.
  if (poster.endsWith('.jpg')) node.poster = poster;
  if (withSource) node.append(element('source', { src: url, type: 'video/mp4' }));
  else node.src = url;
  return node;
}

function footer(result: Result, video: Video | undefined): HTMLElement {
  const model = modelOf(result.id);
  const details = [model === null ? '' : `Pika ${model}`, typeof video?.duration === 'number' ? `${video.duration}s` : ''];
  const row = element('div', { class: 'details' }, element('span', {}, details.filter(Boolean).join(' · ')));
  if (video?.status === 'finished' && video.resultUrl) row.append(downloadLink(video.resultUrl));
  return row;
}

/** Files of the shared tree are offered from the second host, with `?download`. */
export function downloadLink(url: string): HTMLElement {
  const target = url.includes('/results/') ? url.replace('//cdn.pika.art/', '//tre9zd4etmxyc.pika.art/') : url;
  const href = target.includes('?') ? target : `${target}?download`;
  const safe = href.startsWith('https:') ? href : '#';
  return element('a', { class: 'download', href: safe, download: '', title: 'Download' }, '↓');
}

/** A marketing or upload video between the cards. */
export function decoyCard(url: string, index: number): HTMLElement {
  const frame = element('div', { class: 'frame' }, videoElement(url, `https://cdn.pika.art/assets/posters/${index}.jpg`, index % 2 === 0));
  frame.style.aspectRatio = '16 / 9';
  return element('article', { class: 'card decoy' }, frame, element('p', { class: 'prompt' }, 'Try this effect'));
}

export function decoysFor(where: 'home' | 'library'): HTMLElement[] {
  return config.decoyVideos.filter((decoy) => decoy.where === where).map((decoy, index) => decoyCard(decoy.url, index + 2));
}

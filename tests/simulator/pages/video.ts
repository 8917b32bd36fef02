import { urlsOf, type SimJob } from '../job.ts';
import { shell, text } from './shell.ts';

/** The share page of one generation: its `<video>` is there once the generation is done. */
export function videoPage(job: SimJob): string {
  const urls = urlsOf(job);
  const player =
    job.state === 'finished'
      ? `<video poster="${text(urls.poster)}" preload="none" loop playsinline controls><source src="${text(urls.result)}" type="video/mp4"></video>`
      : '<p class="quiet">This video is still being made.</p>';
  const body = `<main class="shared"><a class="logo" href="/">pika</a><div class="stage">${player}</div><h1>${text(job.prompt)}</h1>
<p class="quiet">Made with Pika ${text(job.model)}</p></main>`;
  return shell({ title: `${job.prompt.slice(0, 60)} | Pika`, body, head: '' });
}

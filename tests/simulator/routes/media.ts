import { shapeOf, posterBytes } from '../media/bases.ts';
import { serveFile } from '../media/serve.ts';
import { cloudflareHeaders, send, sendHtml, type Exchange } from '../reply.ts';
import { errorPage } from '../pages/errors.ts';

/** cdn.pika.art and its twin: clips, pictures, decoys. */
export async function media(exchange: Exchange): Promise<void> {
  const { world, url, seen } = exchange;
  const file = world.file(url.href);
  if (file) {
    seen.kind = file.kind;
    await serveFile(exchange, file);
    return;
  }
  const picture = pictureFor(exchange);
  if (picture) {
    seen.kind = 'picture';
    send(exchange, 200, 'image/jpeg', picture, { 'cache-control': 'public, max-age=14400', ...cloudflareHeaders(world, url.pathname) });
    return;
  }
  const status = url.pathname === '/' ? 403 : 404;
  sendHtml(exchange, status, errorPage(status), cloudflareHeaders(world, url.pathname));
}

function pictureFor(exchange: Exchange): Buffer | null {
  const { world, url } = exchange;
  const own = /^\/v1\/([0-9a-f-]{36})\/(?:poster|thumbnail)\.jpg$/u.exec(url.pathname);
  if (own) {
    const job = world.jobs.find((one) => one.id === own[1]);
    return job && job.state === 'finished' ? posterBytes(shapeOf(job.aspectRatio), job.number) : null;
  }
  const shown = /^\/assets\/posters\/(\d+)\.jpg$/u.exec(url.pathname);
  return shown ? posterBytes('landscape', Number(shown[1])) : null;
}

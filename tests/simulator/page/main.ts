import { readBalance, readSubscription, track } from './account.ts';
import { decoysFor, downloadLink, promptOf, videoElement } from './card.ts';
import { config } from './config.ts';
import { element } from './element.ts';
import { frame } from './shell.ts';
import { Grid } from './grid.ts';
import { attack } from './hostile.ts';
import { callAction, firstPage, resultsIn } from './library.ts';
import { loadMore, startPolling } from './poll.ts';
import { promptBox } from './submit.ts';

const app = document.getElementById('app') ?? document.body;
const page = frame(go);
const grid = new Grid((id) => go(`${config.route}?v=${id}`));
const box = promptBox((result) => {
  grid.addFirst(result);
  if (location.pathname !== config.route) go(config.route);
});
const end = element('div', { class: 'end', 'aria-hidden': 'true' });
let loaded = false;
let exhausted = false;

function go(path: string): void {
  history.pushState({}, '', path);
  render();
  track('pageview');
}

function inLibrary(): boolean {
  return location.pathname === config.route;
}

function render(): void {
  document.querySelector('dialog.viewer')?.remove();
  if (inLibrary()) {
    page.show(config.route, element('h1', {}, 'My library'), box, grid.node, end);
    if (!loaded) void loadFirst();
    openViewer();
  } else if (location.pathname === '/create') {
    page.show('/create', element('h1', {}, 'Create'), box, element('h2', {}, 'Effects'), element('div', { class: 'grid' }, ...decoysFor('library')));
  } else {
    page.show('/', ...home());
  }
}

/** Arriving by a link inside the app: the first page of results comes by a server action. */
async function loadFirst(): Promise<void> {
  loaded = true;
  const value = await callAction(config.actions.list, { after: '', perPage: config.perPage });
  grid.update(resultsIn(value));
  await callAction(config.actions.folders, undefined);
}

function home(): Node[] {
  const start = element('button', { class: 'primary' }, 'Start creating');
  start.addEventListener('click', () => go(config.route));
  const hero = element('section', { class: 'hero' }, element('h1', {}, 'Video on command'), element('p', {}, 'Type an idea. Watch it move.'), start);
  return [hero, element('h2', {}, 'Made with Pika'), element('div', { class: 'grid' }, ...decoysFor('home'))];
}

/** One result in large, at `?v=<id>`. */
function openViewer(): void {
  const id = new URLSearchParams(location.search).get('v');
  const result = id === null ? undefined : grid.result(id);
  const video = result?.videos[0];
  if (!result || !video?.resultUrl) return;
  const player = videoElement(video.resultUrl, video.videoPoster ?? '', true);
  player.controls = true;
  const close = element('button', { class: 'close', 'aria-label': 'Close' }, '×');
  const viewer = element('dialog', { class: 'viewer' }, close, player, element('p', { class: 'prompt' }, promptOf(result)), downloadLink(video.resultUrl));
  close.addEventListener('click', () => go(config.route));
  document.body.append(viewer);
  viewer.show();
}

function watchEnd(): void {
  let busy = false;
  const observer = new IntersectionObserver((entries) => {
    if (busy || exhausted || !inLibrary() || !entries.some((entry) => entry.isIntersecting)) return;
    busy = true;
    void loadMore(grid)
      .then((found) => {
        exhausted = found === 0;
        observer.unobserve(end);
        observer.observe(end);
      })
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, { rootMargin: '200px' });
  observer.observe(end);
}

function start(): void {
  if (inLibrary()) {
    grid.set(firstPage());
    loaded = true;
    void callAction(config.actions.folders, undefined).catch(() => undefined);
  }
  app.replaceChildren(page.node);
  addEventListener('popstate', render);
  render();
  watchEnd();
  startPolling(grid, page, inLibrary, () => location.assign('/login'));
  void readSubscription().catch(() => undefined);
  void readBalance().then((credits) => credits !== null && page.setBalance(credits)).catch(() => undefined);
  track('pageview');
  if (config.hostile === 'late' || config.hostile === 'flood') attack(config.hostile === 'flood');
}

start();

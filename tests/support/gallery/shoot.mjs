// Draws every state of popup and dashboard in Chromium and writes a picture of each: `node tests/support/gallery/shoot.mjs [scene …]`.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../find-browser.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const home = process.env.GALLERY ?? join(root, '.cache/gallery');
const built = join(home, 'built');
const out = join(home, 'pictures');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

await build({ root: here, base: './', configFile: false, logLevel: 'warn', build: { outDir: built, emptyOutDir: true, rollupOptions: { input: [join(here, 'index.html'), join(here, 'dashboard.html'), join(here, 'shelf.html')] } } });
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  readFile(join(built, path === '/' ? 'index.html' : path)).then(
    (body) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/html' }).end(body),
    () => response.writeHead(404).end(),
  );
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/`;

const NARROW = [
  { name: 'light-384', viewport: { width: 384, height: 600 }, colorScheme: 'light' },
  { name: 'dark-384', viewport: { width: 384, height: 600 }, colorScheme: 'dark' },
  { name: 'light-320', viewport: { width: 320, height: 600 }, colorScheme: 'light' },
  { name: 'forced-384', viewport: { width: 384, height: 600 }, colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' },
];

const WIDE = [
  { name: 'light-1100', viewport: { width: 1100, height: 800 }, colorScheme: 'light' },
  { name: 'dark-1100', viewport: { width: 1100, height: 800 }, colorScheme: 'dark' },
  { name: 'light-320', viewport: { width: 320, height: 700 }, colorScheme: 'light' },
  { name: 'forced-700', viewport: { width: 700, height: 700 }, colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' },
];
const PAGES = [
  { file: '', looks: NARROW },
  { file: 'dashboard.html', looks: WIDE },
  // A list of hundreds is known by its first ones.
  { file: 'shelf.html', looks: WIDE, fullPage: false },
];

const executablePath = await findChromium();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
let faults = 0;
for (const { file, looks, fullPage = true } of PAGES) for (const look of looks) await shoot(`${address}${file}`, look, fullPage);
await browser.close();
server.close();
console.log(`pictures in ${out}`);
process.exitCode = faults === 0 ? 0 : 1;

/** Every scene of one page in one look. */
async function shoot(url, { name, ...look }, fullPage) {
  const page = await browser.newPage({ ...look, deviceScaleFactor: 1.5 });
  page.on('pageerror', (error) => {
    faults += 1;
    console.error(`${name}: ${error.message}`);
  });
  for (const scene of await scenes(page, url)) {
    await page.goto('about:blank');
    await page.goto(`${url}#${scene}`);
    await page.waitForSelector('body > div > *');
    await page.waitForTimeout(scene === 'loading' || scene.endsWith('opened') ? 600 : 50);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) {
      faults += 1;
      console.error(`${name} ${scene}: ${wide} px wider than the window`);
    }
    await page.screenshot({ path: join(out, `${scene}-${name}.png`), fullPage });
    // README.md shows this one: ninety days that no simulated browser lives through.
    if (scene === 'dash-ninety' && name === 'light-1100') await page.screenshot({ path: join(root, 'tests/support/screenshots/dashboard-light.png') });
  }
  await page.close();
}

/** Those that were asked for by name, else all. */
async function scenes(page, url) {
  await page.goto(`${url}#`);
  const all = await page.evaluate(() => globalThis.galleryScenes);
  const asked = process.argv.slice(2);
  return asked.length > 0 ? all.filter((scene) => asked.includes(scene)) : all;
}

// Draws every state of the popup in Chromium and writes a picture of each: `node tests/support/gallery/shoot.mjs [scene …]`.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../find-browser.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const built = join(root, '.cache/gallery/built');
const out = join(root, '.cache/gallery/pictures');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

await build({ root: here, base: './', configFile: false, logLevel: 'warn', build: { outDir: built, emptyOutDir: true } });
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

const LOOKS = [
  { name: 'light-384', viewport: { width: 384, height: 600 }, colorScheme: 'light' },
  { name: 'dark-384', viewport: { width: 384, height: 600 }, colorScheme: 'dark' },
  { name: 'light-320', viewport: { width: 320, height: 600 }, colorScheme: 'light' },
  { name: 'forced-384', viewport: { width: 384, height: 600 }, colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' },
];

const executablePath = await findChromium();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
let faults = 0;
for (const { name, ...look } of LOOKS) {
  const page = await browser.newPage({ ...look, deviceScaleFactor: 1.5 });
  page.on('pageerror', (error) => {
    faults += 1;
    console.error(`${name}: ${error.message}`);
  });
  for (const scene of await scenes(page)) {
    await page.goto('about:blank');
    await page.goto(`${address}#${scene}`);
    await page.waitForSelector('#popup > *');
    await page.waitForTimeout(scene === 'loading' ? 600 : 50);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) {
      faults += 1;
      console.error(`${name} ${scene}: ${wide} px wider than the window`);
    }
    await page.screenshot({ path: join(out, `${scene}-${name}.png`), fullPage: true });
  }
  await page.close();
}
await browser.close();
server.close();
console.log(`pictures in ${out}`);
process.exitCode = faults === 0 ? 0 : 1;

/** @param {import('@playwright/test').Page} page */
async function scenes(page) {
  if (process.argv.length > 2) return process.argv.slice(2);
  await page.goto(`${address}#`);
  return page.evaluate(() => globalThis.galleryScenes);
}

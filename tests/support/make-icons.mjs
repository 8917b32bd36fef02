// Draws public/icon/*.png from the SVG sources in tests/support/icons: `node tests/support/make-icons.mjs`.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { findChromium } from './find-browser.mjs';
import { withPalette } from './palette-png.mjs';

// The browser makes what lies between from the larger one; each file more is a kilobyte of the package.
const SOURCES = { 16: 'keeper-16.svg', 32: 'keeper.svg', 128: 'keeper.svg' };
const out = new URL('../../public/icon/', import.meta.url);

const executablePath = await findChromium();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
await mkdir(out, { recursive: true });
for (const [size, source] of Object.entries(SOURCES)) {
  const svg = await readFile(new URL(`./icons/${source}`, import.meta.url), 'utf8');
  const side = Number(size);
  const page = await browser.newPage({ viewport: { width: side, height: side }, deviceScaleFactor: 1 });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${svg}`);
  await writeFile(new URL(`${size}.png`, out), withPalette(await page.screenshot({ omitBackground: true })));
  await page.close();
}
await browser.close();

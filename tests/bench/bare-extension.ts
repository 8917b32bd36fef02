import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The one line that the bare extension's popup shows. */
export const BARE_LINE = 'Nothing here.';

const MANIFEST = {
  manifest_version: 3,
  name: 'Bare',
  version: '1',
  permissions: ['downloads'],
  background: { service_worker: 'background.js' },
  action: { default_popup: 'popup.html' },
};

const POPUP = `<!doctype html>
<html lang="en">
  <head><meta charset="UTF-8" /><title>Bare</title></head>
  <body><p>${BARE_LINE}</p></body>
</html>
`;

/** The same line, drawn by a script, as every popup draws that shows anything that is not always the same. */
const SCRIPTED = POPUP.replace(`<p>${BARE_LINE}</p>`, '<script type="module" src="scripted.js"></script>');
const SCRIPT = `document.body.append(Object.assign(document.createElement('p'), { textContent: '${BARE_LINE}' }));\n`;

/**
 * Writes what Pika Keeper is compared with into `folder`: an extension that has a popup, may download, and does nothing. Its
 * worker bears the name by which the harness knows an extension's.
 */
export async function writeBareExtension(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = { 'manifest.json': JSON.stringify(MANIFEST), 'popup.html': POPUP, 'scripted.html': SCRIPTED, 'scripted.js': SCRIPT, 'background.js': '// wakes for nothing\n' };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)));
}

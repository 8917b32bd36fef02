import { useState } from 'preact/hooks';
import type { SettingsFileNews, SettingsFileView } from '../../components/dashboard/saving/SettingsFile.tsx';
import { sourceName } from '../../lib/domain/clips/elsewhere.ts';
import { MAX_SETTINGS_FILE, readSettingsFile, settingsFile } from '../../lib/domain/settings-file.ts';
import { send } from '../../lib/messages/client.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readWindows } from '../../lib/store/pauses.ts';
import { readSettings } from '../../lib/store/settings.ts';
import { readTokens, takeSettings } from '../../lib/store/settings-file.ts';
import { saveFile } from './ports.ts';

/** Tokens travel in no message: the page itself reads and writes the store. */
export function useSettingsFile(): SettingsFileView {
  const [news, setNews] = useState<SettingsFileNews | null>(null);
  const tell = (work: Promise<SettingsFileNews>): void => void work.catch(() => bad('That did not work, and nothing was changed. Try again in a moment.')).then(setNews);
  return { news, exportFile: (withTokens) => tell(exportFile(withTokens)), importFile: (file) => tell(importFile(file)) };
}

async function exportFile(withTokens: boolean): Promise<SettingsFileNews> {
  const db = await openStore();
  const [settings, windows, tokens] = await Promise.all([readSettings(db), readWindows(db), withTokens ? readTokens(db) : {}]);
  const day = new Date().toISOString().slice(0, 10);
  saveFile(`pika-keeper-settings-${day}.json`, new Blob([settingsFile(settings, windows, tokens)], { type: 'application/json' }));
  const count = Object.keys(tokens).length;
  if (count > 0) return { tone: 'warn', sentence: 'Exported, with tokens. Keep the file to yourself.', bad: [] };
  return { tone: 'good', sentence: withTokens ? 'Exported. There are no tokens here.' : 'Exported, without tokens.', bad: [] };
}

async function importFile(file: File): Promise<SettingsFileNews> {
  if (file.size > 4 * MAX_SETTINGS_FILE) return bad('This file is too large to hold settings.');
  const read = readSettingsFile(await file.text());
  if (!read.ok) return bad(read.failure.message);
  const forgotten = await takeSettings(await openStore(), read.value, Date.now());
  for (const changed of ['settings', 'saves', 'jobs'] as const) announce(changed);
  const tools = await send({ type: 'ui:set-tools', tools: read.value.settings.tools });
  await send({ type: 'ui:poll-now' });
  const again = forgotten.length === 0 ? '' : ` Enter the token again for ${forgotten.map(sourceName).join(', ')}: the address changed.`;
  if (!tools.ok) return { tone: 'warn', sentence: `The settings are in use, except for other tools: import the file once more.${again}`, bad: read.value.bad };
  const sentence = read.value.bad.length === 0 ? 'All settings of the file are in use.' : 'The settings are in use, except for what is named here.';
  return { tone: read.value.bad.length + forgotten.length === 0 ? 'good' : 'warn', sentence: `${sentence}${again}`, bad: read.value.bad };
}

function bad(sentence: string): SettingsFileNews {
  return { tone: 'bad', sentence, bad: [] };
}

import { type ClipSettings, DEFAULT_CLIP_SETTINGS, parseClipSettings } from './clip-settings.ts';
import { NO_TOOLS, parseToolChoice, type ToolChoice } from './health/tools.ts';
import { DEFAULT_PAGE_CHOICE, type PageChoice, parsePageChoice } from './page-choice.ts';
import { NO_SOURCES, parseSourceSettings, type SourceSettings } from './jobs/source-settings.ts';

/** What the user may choose. One versioned object; secrets never stand in it. */
export interface Settings extends ClipSettings {
  readonly version: 3;
  /** Other tools that are watched. Since version 2; version 1 had none. */
  readonly tools: ToolChoice;
  /** Sources of jobs that are asked by API, and where. Since version 3. */
  readonly sources: SourceSettings;
  /** What of ours stands on pika.art. Since version 3. */
  readonly page: PageChoice;
}

export const DEFAULT_SETTINGS: Settings = { version: 3, ...DEFAULT_CLIP_SETTINGS, tools: NO_TOOLS, sources: NO_SOURCES, page: DEFAULT_PAGE_CHOICE };

/**
 * Whatever is stored becomes settings: a field that does not fit gets its default, and the others stay. Settings of
 * versions 1 and 2 lack `saving`, `sources`, `page` and `tools`, and lose nothing.
 */
export function parseSettings(raw: unknown): Settings {
  const { tools, sources, page }: Partial<Record<keyof Settings, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  return { version: 3, ...parseClipSettings(raw), tools: parseToolChoice(tools), sources: parseSourceSettings(sources), page: parsePageChoice(page) };
}

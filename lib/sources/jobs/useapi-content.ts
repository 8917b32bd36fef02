/** What the Discord bot's message tells: progress, and the flags that stand behind a prompt. */
import { digits, number, text } from '../fields.ts';

/**
 * Progress in percent out of the bot's message. A percentage of the prompt ("100% cotton") is not progress, so outside
 * of brackets one counts only where the prompt has been taken out.
 */
export function progressOf(content: string | null, prompt: string | null): number | null {
  if (content === null) return null;
  const known = prompt !== null && content.includes(prompt);
  const rest = known ? content.split(prompt).join(' ') : content;
  const inBrackets = last(rest, /\((\d{1,3})(?:\.\d{1,3})?\s?%\)/g);
  return number(inBrackets ?? (known ? last(rest, /(?<![\d.])(\d{1,3})(?:\.\d{1,3})?\s?%/g) : null), 0, 100);
}

function last(source: string, pattern: RegExp): number | null {
  const found = [...source.matchAll(pattern)].at(-1)?.[1];
  return found === undefined ? null : Number(found);
}

/** Names of people and channels on Discord are nobody's business. */
export function withoutMentions(content: string): string {
  return content.replace(/<[@#][!&]?\d{1,25}>/g, '').replace(/<@[^<>]{1,60}>/g, '').replace(/[ \t]{2,}/g, ' ');
}

export interface Flags {
  readonly aspectRatio: number | null;
  readonly negativePrompt: string | null;
  readonly seed: string | null;
}

/** `-ar 16:9`, `-neg "blurry"`, `-seed 42`, with one hyphen or two. */
export function flagsOf(prompt: string): Flags {
  const ratio = /(?:^|\s)--?ar\s+(\d{1,4}):(\d{1,4})(?!\S)/i.exec(prompt);
  const negative = /(?:^|\s)--?neg\s+(?:"([^"]{1,1000})"|([^\s"-][^\s"]{0,200}))/i.exec(prompt);
  const seed = /(?:^|\s)--?seed\s+(\d{1,24})(?!\S)/i.exec(prompt)?.[1];
  return {
    aspectRatio: ratio === null ? null : number(Number(ratio[1]) / Number(ratio[2]), 0.01, 100),
    negativePrompt: text(negative?.[1] ?? negative?.[2], 1000),
    seed: digits(seed),
  };
}

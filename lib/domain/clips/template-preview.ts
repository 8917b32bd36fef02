/** A template as the settings screen shows it while it is typed: the path that it makes, or what is wrong with it. */
import { clipFileName, type Nameable } from './filename.ts';
import { type ParsedTemplate, parseTemplate, type TemplateProblem, TOKENS } from './template.ts';

export interface Preset {
  readonly name: string;
  readonly template: string;
}

export const PRESETS: readonly Preset[] = [
  { name: 'Words of the prompt', template: '{prompt} - {clip}' },
  { name: 'A folder for each day', template: '{date}/{prompt} - {clip}' },
  { name: 'A folder for each model', template: '{model}/{prompt:8} - {ratio} - {clip}' },
  { name: 'Date and time first', template: '{date} {time} {prompt:8} - {clip}' },
  { name: 'Numbered', template: '{counter:4} {prompt:8} - {clip}' },
  { name: 'For an archive', template: '{source}/{date}/{model} - {resolution} - seed {seed} - {prompt:6} - {clip}' },
];

/** A video for the preview of someone who has none yet. `wallAt` is any moment. */
export function sampleClip(wallAt: number): Nameable {
  return {
    prompt: 'A red fox runs through fresh snow at dawn, slow motion',
    clipId: 'k3j5h7g9f2d4s6a8',
    model: '2.5',
    seed: '1815237842',
    aspectRatio: 16 / 9,
    resolution: '1080p',
    source: 'pika-page',
    jobId: '5d0f2f0a-0c0e-4f5b-9f5e-2b8f0e1c7a44',
    wallAt,
    number: 12,
  };
}

export type TemplatePreview =
  /** `note` says what was added or is worth knowing, or null. */
  { readonly ok: true; readonly path: string; readonly note: string | null } | { readonly ok: false; readonly problems: readonly string[] };

/**
 * @param text as typed
 * @param sample with the folder below which everything is saved
 */
export function previewTemplate(text: string, sample: Nameable): TemplatePreview {
  const parsed: ParsedTemplate = parseTemplate(text);
  if (!parsed.ok) return { ok: false, problems: [...new Set(parsed.problems.map(problemSentence))] };
  const note = /\{\s*clip\s*\}/i.test(text.split(/[/\\]/).at(-1) ?? '') ? null : 'The short ID at the end is always there: it tells videos apart, and finds them again.';
  return { ok: true, path: clipFileName(sample, parsed.template), note };
}

function problemSentence(problem: TemplateProblem): string {
  switch (problem.kind) {
    case 'unknown-token':
      return `{${problem.token}} is not known. Known are ${TOKENS.map((token) => `{${token}}`).join(', ')}.`;
    case 'bad-size':
      return problem.token === 'prompt'
        ? 'After {prompt: comes a number of words, 1 to 50, such as {prompt:6}.'
        : problem.token === 'counter'
          ? 'After {counter: comes a number of digits, 1 to 9, such as {counter:4}.'
          : `{${problem.token}} takes no number.`;
    case 'brace':
      return 'A brace is missing: each { needs its }.';
    case 'empty':
      return 'There is no name after the last slash.';
    case 'too-long':
      return 'That is too long: 200 characters at most.';
    case 'too-many-folders':
      return 'Four folders inside each other are the most.';
    case 'outside':
      return 'Folders begin inside your download folder: no drive, no slash at the start, no “..”.';
  }
}

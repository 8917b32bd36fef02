export interface Shell {
  readonly title: string;
  readonly head: string;
  readonly body: string;
}

/** An HTML document up to its end. */
export function shell(parts: Shell): string {
  return `${opening(parts)}${parts.body}</body></html>`;
}

/** The part before the body's content, for documents that are streamed. */
export function opening({ title, head }: Shell): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/_next/static/css/app.css">${head}</head><body>`;
}

/** Text as HTML, also inside double quotes. */
export function text(value: string): string {
  return value.replace(/[&<>"]/gu, (c) => `&#${c.charCodeAt(0)};`);
}

/** Text fields of a multipart/form-data body; files are reported as `(file, <n> bytes)`. */
export function formFields(body: Buffer, contentType: string): Map<string, string> {
  const boundary = /boundary="?([^";]+)"?/u.exec(contentType)?.[1];
  const fields = new Map<string, string>();
  if (boundary === undefined) return fields;
  for (const part of body.toString('utf8').split(`--${boundary}`)) {
    const split = part.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/u.exec(part.slice(0, Math.max(0, split)))?.[1];
    if (name === undefined) continue;
    const value = part.slice(split + 4).replace(/\r\n$/u, '');
    fields.set(name, part.slice(0, split).includes('filename=') ? `(file, ${value.length} bytes)` : value);
  }
  return fields;
}

/** At most `limit` bytes of a stream; the rest is cancelled, so a body that never ends costs no memory. */
export async function readUpTo(body: ReadableStream<Uint8Array> | null, limit: number, signal: AbortSignal): Promise<Uint8Array> {
  if (body === null || limit <= 0) {
    discard(body);
    return new Uint8Array();
  }
  const reader = body.getReader();
  // A stream that was not made by `fetch` does not know our signal.
  const abort = (): void => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', abort);
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    while (length < limit) {
      const { done, value } = await reader.read();
      if (signal.aborted) throw signal.reason;
      if (done) break;
      parts.push(value.subarray(0, limit - length));
      length += Math.min(value.length, limit - length);
    }
  } finally {
    signal.removeEventListener('abort', abort);
    void reader.cancel().catch(() => {});
  }
  return join(parts, length);
}

/** Tells the server to stop sending what nobody will read. */
export function discard(body: ReadableStream<Uint8Array> | null): void {
  void body?.cancel().catch(() => {});
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

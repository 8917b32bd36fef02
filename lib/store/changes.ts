/** What changed in the store, told to every open page of the extension. */
export type Changed = 'jobs' | 'saves' | 'health' | 'settings';

const CHANNEL = 'pika-keeper';

let sender: BroadcastChannel | null = null;

/** Tells every context that listens, this one included. */
export function announce(what: Changed): void {
  sender ??= new BroadcastChannel(CHANNEL);
  sender.postMessage(what);
}

/** @returns a function that stops listening */
export function onChanged(handle: (what: Changed) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    const what = event.data;
    if (what === 'jobs' || what === 'saves' || what === 'health' || what === 'settings') handle(what);
  };
  return () => channel.close();
}

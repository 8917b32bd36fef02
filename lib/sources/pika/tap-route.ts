/**
 * Where pika.art shows other people's work, or none: its share page, log-in and prices as seen in captures, and the usual names of
 * galleries. A gallery has the shape of a library, so only its address tells the two apart.
 */
const OTHERS_WORK = /^(?:explore|discover|feed|community|trending|showcase|gallery|templates|video|@.*)$/;
/** Pages whose videos advertise: the landing page, and what stands before the log-in. */
const NO_WORK = /^(?:|pricing|login|signup|api|acceptable-use-policy)$/;
/** Where the user's own videos are listed, in all captures since 2024. */
const LIBRARY = /^(?:my-)?library$/;
/** A language in front of the route: `/en/explore`, `/pt-BR/explore`. */
const LANGUAGE = /^[a-z]{2}(?:-[A-Za-z]{2,4})?$/;

function routeOf(pathname: string): string {
  const [first = '', second] = decode(pathname).toLowerCase().split('/').filter((part) => part !== '');
  return LANGUAGE.test(first) ? (second ?? '') : first;
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** Whether a video that stands on this page is likely the user's own: what is found in the DOM counts only there. */
export function showsOwnWork(pathname: string): boolean {
  const route = routeOf(pathname);
  return !OTHERS_WORK.test(route) && !NO_WORK.test(route);
}

/** Whether this page is the list of the user's own videos. */
export function isLibrary(pathname: string): boolean {
  return LIBRARY.test(routeOf(pathname));
}

/**
 * Whether an answer from this address may be the user's own jobs. Server actions answer at the address of the page
 * they are called from, so the landing page stays in: its own pending jobs are polled there too.
 */
export function mayHoldOwnJobs(address: string): boolean {
  const path = /^https:\/\/[^/?#]+([^?#]*)/.exec(address)?.[1];
  return path !== undefined && !OTHERS_WORK.test(routeOf(path));
}

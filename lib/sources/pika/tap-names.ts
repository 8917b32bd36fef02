/**
 * What the observer (in the page's world) and the helper (in the extension's) call each other. Events travel over
 * `window.performance`: it is shared by both worlds, outlives `document.open()`, which strips every listener from the
 * document and the window, and no capturing listener of the page sits on the way.
 *
 * The names carry the protocol's number, so that an observer of an older build is neither heard nor counted.
 * None of this is a secret or a proof: whatever arrives is a hint that the background validates.
 */
/** Observer → whoever listens: "I am here". A helper answers with `TAP_HELPER`. */
export const TAP_OBSERVER = 'pika-keeper:observer:2';
/** Helper → observer: "send to this channel"; `detail` is the channel's name. */
export const TAP_HELPER = 'pika-keeper:helper:2';
/** Observer → observer: "are you there?"; a live one cancels the event. */
export const TAP_PROBE = 'pika-keeper:probe:2';

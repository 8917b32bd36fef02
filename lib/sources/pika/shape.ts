/**
 * The cheap question before the dear one: could this answer hold jobs or the balance, or say that Pika refused or signed
 * the user out? Runs inside the page on every text it fetches, so it has no imports and reads no more than it must.
 * It may say yes to too much; `readPage` decides. It never says no to what `readPage` would make something of.
 */

/** Characters of a text that is read at all; a longer one is refused unread. */
export const MAX_TEXT = 2_000_000;

/** Characters of a submit's field that is read at all; no screen of Pika's takes a longer prompt. */
export const MAX_FIELD = 4_000;

/** Longest answer to a submit that names nothing but an id. */
export const MAX_BARE_SUBMIT = 1000;

/** What Pika's servers say to a dead session; the second is the word of PostgREST, which tells the balance. */
export const SIGNED_OUT_TEXT = /\bunauthori[sz]ed\b|jwt expired/i;

/** What its login page says on its button. */
export const LOGIN_BUTTON = /sign in with an email/i;

/** A field of a log-in form, in any way of quoting. */
export const PASSWORD_FIELD = /name=["']?password/i;

/** The last is a finished file's address, under whatever name it goes: what a redesign leaves as it is. `credits` is the balance. */
const JOB_KEYS = /"(?:videos|resultUrl|videoUrl|video_url|sharingUrl|promptText|credits)"|\.art\\?\/(?:results|v1)/;
const STATUS_KEYS = /"(?:status|state)"/;
const STATUS_COMPANIONS = /"progress"|pika\.art\//;
const REFUSAL = /"success"\s*:\s*false/;
const BARE_ID = /"(?:id|jobId)"\s*:\s*"[0-9a-f]{8}-/i;
const ACCOUNT = /"(?:email|aud|access_token)"/;

/**
 * @param text a whole response body
 * @returns false only when `readPage` would find neither a job nor a notice in it (for keys written plainly, as
 * every JSON serialiser writes them)
 */
export function couldHoldJobs(text: string): boolean {
  if (text.length > MAX_TEXT) return false;
  return (
    JOB_KEYS.test(text) ||
    REFUSAL.test(text) ||
    SIGNED_OUT_TEXT.test(text) ||
    (STATUS_KEYS.test(text) && STATUS_COMPANIONS.test(text)) ||
    (text.length <= MAX_BARE_SUBMIT && BARE_ID.test(text) && !ACCOUNT.test(text)) ||
    PASSWORD_FIELD.test(text) ||
    LOGIN_BUTTON.test(text)
  );
}

/**
 * The speaker window: the same file opened with `?speaker`, which shows notes and the next slide. The
 * two windows tell each other what they show. They use postMessage, because browsers isolate local
 * files from each other and offer no other channel.
 */

/** @typedef {{ slide: number, black: boolean, votes: Record<string, unknown> }} State */

export const isSpeaker = new URLSearchParams(location.search).has("speaker");

/** @type {Window | null} */
let other = isSpeaker ? opener : null;

/** @returns {boolean} whether the browser allowed it */
export function openSpeaker() {
  if (other && !other.closed) {
    other.focus();
    return true;
  }
  const address = new URL(location.href);
  address.search = "?speaker";
  other = open(address.href, "_blank", "popup,width=1100,height=700");
  return other !== null;
}

/** @param {State} state */
export function tell(state) {
  // A local file has no origin to specify; nothing in a state is secret.
  if (other && !other.closed) other.postMessage({ deck: state }, "*");
}

/**
 * @param {number} total number of slides
 * @param {(state: State) => void} take called with what the other window shows
 * @param {() => void} hello called when the other window has opened and asks for the state
 */
export function listen(total, take, hello) {
  addEventListener("message", ({ source, data }) => {
    const from = /** @type {Window | null} */ (source);
    // A window that this one opened before it was reloaded.
    if (!other && from && from.opener === window) other = from;
    if (!other || from !== other || typeof data !== "object" || data === null) return;
    if (data.hello === true) hello();
    const state = data.deck;
    if (typeof state !== "object" || state === null) return;
    const { slide, black, votes } = state;
    if (!Number.isInteger(slide) || slide < 0 || slide >= total) return;
    take({ slide, black: black === true, votes: typeof votes === "object" && votes ? votes : {} });
  });
  if (isSpeaker && other) other.postMessage({ hello: true }, "*");
}

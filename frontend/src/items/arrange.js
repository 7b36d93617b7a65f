import { shuffled } from "../common/shuffle.js";

/**
 * Puts elements into the order of a seed, within the places that they have now. Elements that are
 * already in the right place aren't touched, because moving an element takes its focus away.
 * @param {ReadonlyMap<string, HTMLElement>} entries by id
 * @param {number} seed gives the same order whatever is shown now
 * @param {(ids: string[]) => string[]} mixed may change the shuffled order
 */
export function arrange(entries, seed, mixed) {
  const ids = mixed(shuffled([...entries.keys()].sort(), seed));
  const order = ids.map((id) => /** @type {HTMLElement} */ (entries.get(id)));
  const shown = [...order].sort((a, b) => (follows(a, b) ? -1 : 1));
  if (order.every((entry, place) => entry === shown[place])) return;
  const slots = shown.map((entry) => {
    const slot = document.createComment("");
    entry.replaceWith(slot);
    return slot;
  });
  order.forEach((entry, place) => slots[place].replaceWith(entry));
}

/** @param {Element} a @param {Element} b @returns {boolean} whether b comes after a */
function follows(a, b) {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

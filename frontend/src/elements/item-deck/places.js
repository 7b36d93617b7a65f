/**
 * The addresses of a quiz's screens: `#question-7`, and `#check` before handing in. So the browser's
 * back button leads to the question before, and each has a link.
 */

/** @param {number} place @param {number} total how many questions there are @returns {string} */
export const addressOf = (place, total) => (place < total ? `#question-${place + 1}` : "#check");

/**
 * @param {string} hash of an address
 * @param {number} total
 * @returns {number | null} the place; null if the address is not of a screen
 */
export function placeAt(hash, total) {
  if (hash === "#check") return total;
  const found = /^#question-(\d+)$/.exec(hash);
  const place = found ? Number(found[1]) - 1 : -1;
  return place >= 0 && place < total ? place : null;
}

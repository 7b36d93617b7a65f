/** How far two words are apart. */

/**
 * The number of letters to add, leave out, exchange or swap with their neighbour to make one word of the
 * other (optimal string alignment).
 * @param {string} one
 * @param {string} other
 * @param {number} most beyond which the number doesn't matter
 * @returns {number} at most `most` + 1
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = /** @type {number[]} */ ([]);
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const here = [row];
    let least = row;
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      let cost = Math.min(above[at] + 1, here[at - 1] + 1, above[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        cost = Math.min(cost, before[at - 2] + 1);
      }
      here.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = above;
    above = here;
  }
  return above[other.length];
}

/** @param {string} word @returns {number} how many edits it may be from what was meant */
export const allowed = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

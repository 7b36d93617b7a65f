/**
 * The paths through a talk in turns. Pure: what the page says stands in the page.
 *
 * @typedef {object} Turn
 * @property {ReadonlyMap<string, string>} replies id of the turn that each reply leads to, by the
 *   reply's id
 * @property {string | null} ending good, mixed or poor; null: the talk goes on
 *
 * @typedef {ReadonlyMap<string, Turn>} Turns by id
 */

/**
 * @param {Turns} turns
 * @param {string} start
 * @param {readonly unknown[]} path ids of the chosen replies
 * @returns {string[] | null} the turns that the path comes through, the start first; null when
 *   there is no such path, as after the talk was written anew
 */
export function walk(turns, start, path) {
  const passed = [start];
  for (const reply of path) {
    const turn = turns.get(passed[passed.length - 1]);
    const next = turn && turn.replies.get(String(reply));
    if (next === undefined) return null;
    passed.push(next);
  }
  return passed;
}

/** @param {string} ending @returns {number} the score of a talk that ends so, 0 to 1 */
export function scoreOfEnding(ending) {
  return { good: 1, mixed: 0.5 }[ending] || 0;
}

/**
 * Finds paths through the turns of a dialogue. Pure: all texts are in the page.
 *
 * @typedef {object} Turn
 * @property {ReadonlyMap<string, string>} replies id of the turn that each reply leads to, by the
 *   reply's id
 * @property {string | null} ending good, mixed or poor; null: the dialogue continues
 *
 * @typedef {ReadonlyMap<string, Turn>} Turns by id
 */

/**
 * @param {Turns} turns
 * @param {string} start
 * @param {readonly unknown[]} path ids of the chosen replies
 * @returns {string[] | null} the turns along the path, the start first; null if there is no such
 *   path, for example because the dialogue was rewritten
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

/** @param {string} ending @returns {number} the score of a dialogue with this ending, 0 to 1 */
export function scoreOfEnding(ending) {
  return { good: 1, mixed: 0.5 }[ending] || 0;
}

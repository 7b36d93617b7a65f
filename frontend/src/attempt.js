/**
 * One item, attempt after attempt. An attempt opens, is checked, and may be checked again with
 * another choice; "try again" opens the next one. Practice never fails anybody.
 *
 * @typedef {import("./records.js").Answer} Answer
 *
 * @typedef {object} Standing how an item is to be shown when a page opens
 * @property {"new" | "open" | "checked" | "changed"} state changed: the saved answer is about an
 *   earlier wording
 * @property {string | null} choice the checked choice, in state "checked" alone
 * @property {number | null} seed the order to keep; null: a new one may be made
 * @property {number} attempts number of checks so far
 */

/**
 * @param {Answer | null} saved
 * @param {string} rev revision of the item on the page
 * @param {readonly string[]} choices ids of the choices on the page
 * @returns {Standing}
 */
export function standing(saved, rev, choices) {
  if (!saved) return { state: "new", choice: null, seed: null, attempts: 0 };
  const { choice, seed, attempts } = saved;
  const current = saved.rev === rev && (choice === null || choices.includes(choice));
  if (!current) {
    return { state: attempts > 0 ? "changed" : "new", choice: null, seed: null, attempts };
  }
  return { state: choice === null ? "open" : "checked", choice, seed, attempts };
}

/**
 * The record when an attempt opens. The result of the last check stays.
 * @param {Answer | null} before
 * @param {string} rev
 * @param {number} seed
 * @returns {Answer}
 */
export function opened(before, rev, seed) {
  return { right: null, attempts: 0, at: null, ...before, rev, seed, choice: null };
}

/**
 * The record after a check.
 * @param {Answer | null} before
 * @param {{rev: string, seed: number, choice: string, right: boolean}} check
 * @param {number} now ms since 1970
 * @returns {Answer}
 */
export function checked(before, check, now) {
  return { ...before, ...check, attempts: (before ? before.attempts : 0) + 1, at: now };
}

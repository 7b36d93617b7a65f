/** The kinds of record that the store keeps, and what makes a value one of them. */

/**
 * @typedef {object} Answer the learner's side of one item
 * @property {string} rev revision of the item that the attempt belongs to
 * @property {number} seed order of the choices in the attempt
 * @property {string | null} choice what was checked; null while an attempt is open
 * @property {boolean | null} right how the last check went; null before the first
 * @property {number} attempts number of checks
 * @property {number | null} at time of the last check, in ms since 1970; null before the first
 *
 * @typedef {object} OwnReply the learner's own words
 * @property {string} text
 * @property {number} at ms since 1970
 *
 * @typedef {object} LastVisit the scenario that was open last
 * @property {string} scenario
 * @property {number} at ms since 1970
 */

/** Ids under which a scenario keeps something that is not an answer. */
export const OWN_REPLY = "own-reply";
/** Id under which a course keeps its last visit, in the place of a scenario's id. */
export const LAST = "last";

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is number} */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** @param {unknown} value @returns {Answer | null} null when it is not an answer */
export function asAnswer(value) {
  const fits =
    isObject(value) &&
    typeof value.rev === "string" &&
    isCount(value.seed) &&
    (value.choice === null || typeof value.choice === "string") &&
    (value.right === null || typeof value.right === "boolean") &&
    isCount(value.attempts) &&
    (value.at === null || isCount(value.at));
  return fits ? /** @type {Answer} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {OwnReply | null} null when it is not an own reply */
export function asOwnReply(value) {
  const fits = isObject(value) && typeof value.text === "string" && isCount(value.at);
  return fits ? /** @type {OwnReply} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {LastVisit | null} null when it is not a visit */
export function asLastVisit(value) {
  const fits = isObject(value) && typeof value.scenario === "string" && isCount(value.at);
  return fits ? /** @type {LastVisit} */ (/** @type {unknown} */ (value)) : null;
}

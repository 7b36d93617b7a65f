/**
 * Grading: what a learner answered against the key. Pure, and without any words.
 *
 * @typedef {object} Grade
 * @property {number} points 0 up to `total`
 * @property {number} total at least 1; `points / total` is the score
 */

/** @param {Grade} grade @returns {number} 0 to 1 */
export const scoreOf = ({ points, total }) => points / total;

/**
 * @param {string} chosen
 * @param {string} right
 * @returns {Grade} one point for the right choice
 */
export const gradeChoice = (chosen, right) => ({ points: Number(chosen === right), total: 1 });

/**
 * @param {readonly string[]} ticked
 * @param {ReadonlySet<string>} right
 * @returns {Grade} a point for each right tick, less one for each wrong tick, never below 0; so
 *   that ticking everything, or nothing, gains nothing
 */
export function gradeMultiple(ticked, right) {
  const hits = ticked.filter((id) => right.has(id)).length;
  return { points: Math.max(0, hits - (ticked.length - hits)), total: right.size };
}

/**
 * Sorting and matching: each entry has one right place.
 * @param {Record<string, string>} given
 * @param {ReadonlyMap<string, string>} right
 * @returns {Grade} a point for each entry in its place
 */
export function gradePlaces(given, right) {
  return { points: inPlace([...right].map(([id, place]) => given[id] === place)), total: right.size };
}

/**
 * @param {readonly string[]} given
 * @param {readonly string[]} right the same entries in their right order
 * @returns {Grade} a point for each entry at its place
 */
export function gradeOrder(given, right) {
  return { points: inPlace(right.map((id, place) => given[place] === id)), total: right.length };
}

/**
 * @param {readonly string[]} given
 * @param {readonly (readonly string[])[]} accepted for each gap, what counts as right
 * @returns {Grade} a point for each gap
 */
export function gradeFill(given, accepted) {
  return {
    points: inPlace(accepted.map((texts, place) => accepts(texts, given[place] || ""))),
    total: accepted.length,
  };
}

/**
 * @param {readonly string[]} accepted
 * @param {string} given
 * @returns {boolean} whether it is one of them but for capitals, spaces, kinds of quotation marks
 *   and dashes, and marks at the end
 */
export function accepts(accepted, given) {
  return accepted.map(normal).includes(normal(given));
}

/** @param {string} text @returns {string} */
function normal(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/\s+/g, " ")
    .replace(/^[\s"]+|[\s".,;:!?]+$/g, "");
}

/** @param {readonly boolean[]} results @returns {number} how many are true */
const inPlace = (results) => results.filter(Boolean).length;

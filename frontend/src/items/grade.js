/**
 * The grade of an answer, compared with the key.
 *
 * @typedef {object} Grade
 * @property {number} points 0 up to `total`
 * @property {number} total at least 1; `points / total` is the score
 */

/** @param {Grade} grade @returns {number} 0 to 1 */
export const scoreOf = ({ points, total }) => points / total;

/** @param {readonly boolean[]} results @returns {number} how many are true */
export const rightOf = (results) => results.filter(Boolean).length;

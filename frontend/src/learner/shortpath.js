/**
 * The short path of whoever starts by role: a few scenarios from work like theirs.
 *
 * @typedef {object} Role where a learner works, in the words of the course's original language
 * @property {string | null} department null: any
 * @property {string | null} channel null: any
 *
 * @typedef {object} Place where a scenario happens
 * @property {string} id
 * @property {string} module
 * @property {string} department empty: not said
 * @property {string} channel empty: not said
 * @property {number} difficulty 1 to 3
 */

/** How many scenarios there are on the path. A course without more of them has none. */
const LENGTH = 5;

/**
 * @param {readonly Place[]} places of all scenarios, in the course's order
 * @param {Role | null} role
 * @returns {string[]} the scenarios' ids, the best match first and the easier one before the harder
 *   one. Of equal matches, those are taken that spread over the modules. Empty if none matches
 */
export function shortPath(places, role) {
  if (places.length <= LENGTH || !role || !places.some((one) => match(one, role) > 0)) return [];
  const path = /** @type {Place[]} */ ([]);
  const taken = (/** @type {Place} */ { module }) => path.filter((one) => one.module === module).length;
  while (path.length < LENGTH) {
    const left = places.filter((one) => !path.includes(one));
    path.push(
      left.reduce((a, b) => ((better(a, b, role) || taken(a) - taken(b) || easier(a, b)) <= 0 ? a : b)),
    );
  }
  return path.sort((a, b) => better(a, b, role) || easier(a, b)).map(({ id }) => id);
}

/** @param {Place} place @param {Role} role @returns {number} 0 to 3: a department counts for more */
const match = ({ department, channel }, role) =>
  2 * Number(department !== "" && department === role.department) +
  Number(channel !== "" && channel === role.channel);

/** @param {Place} a @param {Place} b @param {Role} role @returns {number} for sorting */
const better = (a, b, role) => match(b, role) - match(a, role);

/** @param {Place} a @param {Place} b @returns {number} for sorting */
const easier = (a, b) => a.difficulty - b.difficulty;

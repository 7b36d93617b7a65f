/** For types that give each entry a place (match, sort). The answer is the places, by entry. */
import { rightOf } from "./grade.js";
import { PLAIN, inAnyOrder, isGroup, markOf, rightIn } from "./item.js";

/** @param {object} value @param {string} name @returns {boolean} */
const hasOwn = (value, name) => Object.prototype.hasOwnProperty.call(value, name);

/**
 * @param {Record<string, string>} given
 * @param {ReadonlyMap<string, string>} right
 * @returns {import("./grade.js").Grade} a point for each entry in its place
 */
export function gradePlaces(given, right) {
  return { points: rightOf([...right].map(([id, place]) => given[id] === place)), total: right.size };
}

/**
 * @param {import("./item.js").Parts} parts
 * @param {(entry: HTMLElement) => string} read what is entered for an entry; empty if nothing is
 * @param {(entry: HTMLElement, place: string) => void} write
 * @returns {import("./item.js").ItemType}
 */
export function places({ entries, key }, read, write) {
  const right = rightIn(key);
  const known = new Set(right.values());
  return {
    ...PLAIN,
    answer: () => {
      const given = [...entries].map(([id, entry]) => [id, read(entry)]).sort();
      return given.every(([, place]) => place) ? Object.fromEntries(given) : null;
    },
    put: (given) => {
      for (const [id, entry] of entries) write(entry, given[id]);
    },
    valid: (given) =>
      isGroup(given) &&
      [...entries.keys()].every((id) => hasOwn(given, id) && known.has(/** @type {any} */ (given[id]))),
    grade: (given) => gradePlaces(given, right),
    marks: (given) => [...entries.keys()].map((id) => [id, markOf(given[id] === right.get(id))]),
    mixed: inAnyOrder,
  };
}

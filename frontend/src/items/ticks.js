/** For types whose entries are check boxes. The answer is the ticked ids, sorted. */
import { PLAIN, areOf, inputOf, labelOf, rightIn } from "./item.js";

/**
 * @param {readonly string[]} ticked
 * @param {ReadonlySet<string>} right
 * @returns {import("./grade.js").Grade} a point for each right tick, minus one for each wrong tick,
 *   but at least 0, so that ticking everything or nothing scores nothing
 */
export function gradeTicks(ticked, right) {
  const hits = ticked.filter((id) => right.has(id)).length;
  return { points: Math.max(0, hits - (ticked.length - hits)), total: right.size };
}

/**
 * @param {readonly string[]} ids
 * @param {readonly string[]} ticked
 * @param {ReadonlySet<string>} right
 * @returns {[id: string, mark: import("./item.js").Mark][]} for what is ticked, and for what should be
 */
export function markTicks(ids, ticked, right) {
  return ids
    .filter((id) => ticked.includes(id) || right.has(id))
    .map((id) => [id, !ticked.includes(id) ? "missed" : right.has(id) ? "right" : "wrong"]);
}

/** @param {import("./item.js").Parts} parts @returns {import("./item.js").ItemType} */
export function ticks({ entries, key }) {
  const right = rightIn(key);
  const rights = new Set([...right.keys()].filter((id) => right.get(id) === "true"));
  return {
    ...PLAIN,
    answer: () => {
      const ticked = [...entries].flatMap(([id, entry]) => (inputOf(entry).checked ? [id] : [])).sort();
      return ticked.length > 0 ? ticked : null;
    },
    put: (ids) => {
      for (const [id, entry] of entries) inputOf(entry).checked = ids.includes(id);
    },
    valid: (ids) => areOf(ids, entries) && ids.length > 0,
    grade: (ids) => gradeTicks(ids, rights),
    marks: (ids) => markTicks([...entries.keys()], ids, rights),
    markIn: labelOf,
  };
}

/** Put steps in order. The answer is their ids, in the order on the page. */
import { need } from "../../common/dom.js";
import { rightOf } from "../grade.js";
import { PLAIN, areOf, entryId, markOf, the } from "../item.js";
import { installMoves } from "./moves.js";

/**
 * @param {readonly string[]} given
 * @param {readonly string[]} right the same entries in their right order
 * @returns {import("../grade.js").Grade} a point for each entry in its right place
 */
export function gradeOrder(given, right) {
  return { points: rightOf(right.map((id, place) => given[place] === id)), total: right.length };
}

/** @param {import("../item.js").Parts} parts @returns {import("../item.js").ItemType} */
export function order({ element, entries, key, changed, signal }) {
  const right = [...key.keys()];
  const list = need(element, ".an-order", HTMLElement);
  const arranged = installMoves(element, list, changed, signal);
  return {
    ...PLAIN,
    answer: () => [...list.children].map(entryId),
    put: (ids) => {
      for (const id of ids) list.append(the(entries, id));
      arranged();
    },
    valid: (ids) => areOf(ids, entries) && ids.length === entries.size,
    grade: (ids) => gradeOrder(ids, right),
    marks: (/** @type {string[]} */ ids) => ids.map((id, place) => [id, markOf(right[place] === id)]),
    // Shuffling may give the right order by chance: nobody should be right without moving a step.
    mixed: (ids) => (ids.join() === right.join() ? [...ids.slice(1), ids[0]] : ids),
    list,
    arranged,
  };
}

/** One option out of several. The answer is the chosen id. */
import { PLAIN, inAnyOrder, inputOf, labelOf, markOf, rightIn, the } from "../item.js";

/**
 * @param {string} chosen
 * @param {string} right
 * @returns {import("../grade.js").Grade} one point for the right choice
 */
export const gradeChoice = (chosen, right) => ({ points: Number(chosen === right), total: 1 });

/** @param {import("../item.js").Parts} parts @returns {import("../item.js").ItemType} */
export function choice({ entries, key }) {
  const right = rightIn(key);
  const theRight = [...right.keys()].find((id) => right.get(id) === "true") || "";
  return {
    ...PLAIN,
    answer: () => [...entries.keys()].find((id) => inputOf(the(entries, id)).checked) ?? null,
    put: (id) => {
      inputOf(the(entries, id)).checked = true;
    },
    valid: (id) => entries.has(id),
    grade: (id) => gradeChoice(id, theRight),
    marks: (id) => [[id, markOf(id === theRight)]],
    markIn: labelOf,
    quotes: false, // It is what the learner has just chosen.
    mixed: inAnyOrder,
  };
}

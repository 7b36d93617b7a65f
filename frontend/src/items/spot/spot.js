/** Mark phrases of a reply. The answer is the marked ids, sorted. */
import { rightIn } from "../item.js";
import { ticks } from "../ticks.js";

/** @param {import("../item.js").Parts} parts @returns {import("../item.js").ItemType} */
export function spot(parts) {
  const type = ticks(parts);
  const right = rightIn(parts.key);
  return {
    ...type,
    // For marked and missed phrases; if the answer is right, the solution says it all.
    reasons: (/** @type {string[]} */ ids) => {
      const { points, total } = type.grade(ids);
      if (points === total) return [];
      return [...parts.entries.keys()].filter((id) => ids.includes(id) || right.get(id) === "true");
    },
  };
}

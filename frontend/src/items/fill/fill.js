/** Gaps in a phrase. The answer is their texts, in order. */
import { rightOf } from "../grade.js";
import { PLAIN, inputOf, isText, markOf } from "../item.js";

/**
 * @param {readonly string[]} given
 * @param {readonly (readonly string[])[]} accepted for each gap, what counts as right
 * @returns {import("../grade.js").Grade} a point for each gap
 */
export function gradeFill(given, accepted) {
  return {
    points: rightOf(accepted.map((texts, place) => accepts(texts, given[place] || ""))),
    total: accepted.length,
  };
}

/**
 * @param {readonly string[]} accepted
 * @param {string} given
 * @returns {boolean} whether it is one of them, ignoring case, spaces, types of quotation marks and
 *   dashes, and punctuation at the end
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

/** @param {import("../item.js").Parts} parts @returns {import("../item.js").ItemType} */
export function fill({ entries, key }) {
  const accepted = [...key.values()].map(({ dataset }) => JSON.parse(dataset.accept || "[]"));
  const inputs = [...entries.values()].map(inputOf);
  return {
    ...PLAIN,
    answer: () => {
      const given = inputs.map((input) => input.value.trim());
      return given.every(Boolean) ? given : null;
    },
    put: (given) => {
      inputs.forEach((input, place) => {
        input.value = given[place];
      });
    },
    valid: (given) => Array.isArray(given) && given.length === entries.size && given.every(isText),
    grade: (given) => gradeFill(given, accepted),
    marks: (given) =>
      [...entries.keys()].map((id, place) => [id, markOf(accepts(accepted[place], given[place]))]),
  };
}

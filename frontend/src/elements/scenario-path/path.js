/**
 * Where a learner is in a scenario, step by step, as a value that is independent of the page.
 *
 * @typedef {object} Path
 * @property {number} total how many steps there are
 * @property {number} at the step that is shown, from 0
 * @property {number} furthest the last step that can be returned to
 * @property {boolean} whole whether all steps are shown at once
 *
 * @typedef {{type: "went", to: number} | {type: "answered"} | {type: "viewed", whole: boolean}} PathEvent
 *   a step is shown; the scenario's question has been answered, now or before; all steps are shown at
 *   once, or one at a time
 */

/** @param {number} total @param {boolean} whole @returns {Path} at the first step */
export const start = (total, whole) => ({ total, at: 0, furthest: 0, whole });

/** @param {Path} path @param {PathEvent} event @returns {Path} */
export function after(path, event) {
  switch (event.type) {
    case "went": {
      const at = Math.min(Math.max(event.to, 0), path.total - 1);
      return { ...path, at, furthest: Math.max(path.furthest, at) };
    }
    case "answered":
      return { ...path, furthest: path.total - 1 };
    case "viewed":
      return { ...path, whole: event.whole };
  }
}

import { store } from "../../learner/device.js";
import { data, need } from "../../common/dom.js";
import { stateNow } from "../../learner/reading.js";
import { trackedBy } from "../../learner/tracked.js";

/**
 * `<scenario-mark data-course data-tracked hidden>`: says how far a scenario is, in words and with
 * a sign, copied from the page's `template[data-needed-until]`.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function scenarioMark(element, signal) {
  const course = data(element, "course");
  const [tracked] = trackedBy(element);

  const show = () => {
    const marks = marksOf(stateNow(course, tracked));
    element.replaceChildren(...marks);
    element.hidden = marks.length === 0;
  };

  store.subscribe(show, signal);
  show();
}

/**
 * @param {import("../../learner/progress.js").State} state
 * @returns {Node[]} what says so on this page
 */
export function marksOf({ reached, changed, due }) {
  const words = need(document, "template[data-needed-until]", HTMLTemplateElement);
  const names = [
    ...(reached === "new" ? [] : [reached]),
    ...(changed.length > 0 ? ["changed"] : []),
    ...(due ? ["due"] : []),
  ];
  return names.map((name) => need(words.content, `[data-mark=${name}]`, HTMLElement).cloneNode(true));
}

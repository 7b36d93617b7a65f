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
  const words = need(document, "template[data-needed-until]", HTMLTemplateElement);

  const show = () => {
    const { reached, changed, due } = stateNow(course, tracked);
    const names = [
      ...(reached === "new" ? [] : [reached]),
      ...(changed.length > 0 ? ["changed"] : []),
      ...(due ? ["due"] : []),
    ];
    const marks = names.map((name) =>
      need(words.content, `[data-mark=${name}]`, HTMLElement).cloneNode(true),
    );
    element.replaceChildren(...marks);
    element.hidden = marks.length === 0;
  };

  store.subscribe(show, signal);
  show();
}

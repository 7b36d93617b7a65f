import { answered, store } from "../device.js";
import { data } from "../dom.js";

/**
 * `<answered-mark data-course data-scenario hidden>`: shows itself once the scenario is answered.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function answeredMark(element, signal) {
  const course = data(element, "course");
  const scenario = data(element, "scenario");
  const show = () => {
    element.hidden = !answered(course).has(scenario);
  };
  store.subscribe(show, signal);
  show();
}

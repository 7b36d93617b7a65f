import { store } from "../../learner/device.js";
import { data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";
import { stateNow } from "../../learner/reading.js";
import { trackedBy } from "../../learner/tracked.js";

/**
 * `<module-progress data-course data-tracked data-text hidden>`: a bar and, in words, how many of
 * its scenarios are done.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function moduleProgress(element, signal) {
  const course = data(element, "course");
  const tracked = trackedBy(element);
  const bar = need(element, "progress", HTMLProgressElement);
  const text = need(element, "[data-done]", HTMLElement);

  const show = () => {
    const n = tracked.filter((one) => stateNow(course, one).reached === "done").length;
    bar.max = tracked.length;
    bar.value = n;
    text.textContent = filled(data(element, "text"), { n, total: tracked.length });
    element.hidden = false;
  };

  store.subscribe(show, signal);
  show();
}

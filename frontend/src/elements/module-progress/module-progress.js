import { store } from "../../learner/device.js";
import { data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";
import { knownHere, trackedHere } from "../../learner/known.js";
import { stateNow } from "../../learner/reading.js";

/**
 * `<module-progress data-course data-module data-total data-text hidden>`: a bar and, in words, how many of
 * its scenarios are done.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function moduleProgress(element, signal) {
  const course = data(element, "course");
  const module = data(element, "module");
  const total = Number(data(element, "total"));
  const own = new Set(knownHere().filter((one) => one.dataset.module === module).map((one) => one.dataset.id));
  const tracked = trackedHere(course).filter(({ scenario }) => own.has(scenario));
  const bar = need(element, "progress", HTMLProgressElement);
  const text = need(element, "[data-done]", HTMLElement);

  const show = () => {
    const n = tracked.filter((one) => stateNow(course, one).reached === "done").length;
    bar.max = total;
    bar.value = n;
    text.textContent = filled(data(element, "text"), { n, total });
    element.hidden = false;
  };

  store.subscribe(show, signal);
  show();
}

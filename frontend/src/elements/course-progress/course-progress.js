import { store } from "../../learner/device.js";
import { all, data, need, pageLanguage } from "../../common/dom.js";
import { counted, filled } from "../../common/message.js";
import { knownHere, linkTo, sizesHere, trackedHere } from "../../learner/known.js";
import { overviewNow, reviewsToday, selfChecksNow, stateNow } from "../../learner/reading.js";
import { showStage } from "../self-check/stage.js";

/**
 * `<course-progress data-course>`: what is done, what is due, and how the self-check
 * stands. Titles and addresses come from the list of scenarios in the page.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function courseProgress(element, signal) {
  const course = data(element, "course");
  const tracked = trackedHere(course);
  const summary = need(element, "[data-summary]", HTMLElement);
  const check = need(element, "[data-self-checks]", HTMLElement);
  const lists = all(element, "[data-list]").map((section) => ({ name: data(section, "list"), section }));
  const modules = new Map(knownHere().map((one) => [data(one, "id"), data(one, "module")]));

  const showSummary = () => {
    const { done, total, completed, modules: all, days } = overviewNow(course, tracked, modules, sizesHere());
    const parts = [
      filled(data(summary, "scenarios"), { n: done, total }),
      filled(data(summary, "modules"), { n: completed, total: all.size }),
      ...(days > 0 ? [counted(summary.dataset, "days", days, pageLanguage())] : []),
    ];
    need(summary, "ul", HTMLElement).replaceChildren(
      ...parts.map((text) => {
        const part = document.createElement("li");
        part.textContent = text;
        return part;
      }),
    );
  };

  const show = () => {
    const states = tracked.map((one) => ({ id: one.scenario, ...stateNow(course, one) }));
    showSummary();
    const today = new Set(reviewsToday(course, tracked).map(({ scenario }) => scenario));
    /** @type {Record<string, (state: import("../../learner/progress.js").State & {id: string}) => boolean>} */
    const isListed = {
      due: ({ id }) => today.has(id),
      sure: ({ sure }) => sure.length > 0,
      missed: ({ missed, sure }) => missed.length > 0 && sure.length === 0, // Told once, where it says more.
      changed: ({ changed }) => changed.length > 0,
    };
    for (const { name, section } of lists) {
      const items = states
        .filter((state) => isListed[name](state))
        .map(({ id }) => {
          const item = document.createElement("li");
          item.append(/** @type {HTMLAnchorElement} */ (linkTo(id)).cloneNode(true));
          return item;
        });
      need(section, "ul", HTMLElement).replaceChildren(...items);
      for (const none of all(section, "[data-none]")) none.hidden = items.length > 0;
      for (const more of all(section, "[data-some]")) more.hidden = items.length === 0;
    }
    showStage(check, selfChecksNow(course));
  };

  store.subscribe(show, signal);
  show();
}

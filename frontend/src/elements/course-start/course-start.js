import { store } from "../../learner/device.js";
import { all, data, need, pageLanguage } from "../../common/dom.js";
import { counted, filled } from "../../common/message.js";
import { nextStep } from "../../learner/progress.js";
import { reviewsToday, stateNow } from "../../learner/reading.js";
import { LAST, asLastVisit } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";
import { trackedBy } from "../../learner/tracked.js";

/**
 * `<course-start data-course data-tracked data-continue data-then data-progress data-done>`: makes
 * the start button continue with the next scenario or, after the last one, with the assessment; and
 * says how far the learner has come and what is due.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function courseStart(element, signal) {
  const course = data(element, "course");
  const tracked = trackedBy(element);
  const start = need(element, "[data-start]", HTMLAnchorElement);
  const startText = need(start, "[data-start-text]", HTMLElement);
  const progress = need(element, ".an-progress", HTMLElement);
  const review = need(element, "[data-review]", HTMLElement);
  const reviewText = need(review, "[data-review-text]", HTMLElement);
  const first = { href: start.href, text: startText.textContent || "" };
  const assessment = need(element, "[data-assessment]", HTMLAnchorElement);
  const links = new Map(
    all(element, "[data-scenarios] > [data-id]").map((entry) => [
      data(entry, "id"),
      need(entry, "a", HTMLAnchorElement),
    ]),
  );

  const show = () => {
    const states = tracked.map((one) => ({ id: one.scenario, ...stateNow(course, one) }));
    const done = new Set(states.filter((one) => one.reached === "done").map(({ id }) => id));
    const visit = store.read(recordKey(course, LAST), asLastVisit);
    const step = nextStep([...links.keys()], done, visit && visit.scenario);
    const next = step.state === "under way" ? links.get(step.next) : undefined;
    const last = step.state === "done" && assessment;
    start.href = (next || last || first).href;
    startText.textContent = next
      ? filled(data(element, "continue"), { title: (next.textContent || "").trim() })
      : last
        ? data(element, "then")
        : first.text;
    progress.textContent =
      step.state === "done"
        ? data(element, "done")
        : filled(data(element, "progress"), { n: done.size, total: links.size });
    progress.hidden = states.every(({ reached }) => reached === "new");
    const due = reviewsToday(course, tracked).length;
    reviewText.textContent = counted(review.dataset, "due", due, pageLanguage());
    review.hidden = due === 0;
  };

  store.subscribe(show, signal);
  show();
}

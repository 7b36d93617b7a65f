import { answered, store } from "../device.js";
import { all, data, need } from "../dom.js";
import { filled } from "../message.js";
import { nextStep } from "../progress.js";
import { LAST, asLastVisit } from "../records.js";
import { recordKey } from "../store.js";

/**
 * `<course-start data-course data-continue data-progress data-done>`: turns the start button into
 * the way on, and says how far the learner has come.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function courseStart(element, signal) {
  const course = data(element, "course");
  const start = need(element, "[data-start]", HTMLAnchorElement);
  const startText = need(start, "[data-start-text]", HTMLElement);
  const progress = need(element, ".an-progress", HTMLElement);
  const first = { href: start.href, text: startText.textContent || "" };
  const links = new Map(
    all(element, "[data-scenarios] > [data-id]").map((entry) => [
      data(entry, "id"),
      need(entry, "a", HTMLAnchorElement),
    ]),
  );

  const show = () => {
    const done = answered(course);
    const last = store.read(recordKey(course, LAST), asLastVisit);
    const step = nextStep([...links.keys()], done, last && last.scenario);
    const next = step.state === "under way" ? links.get(step.next) : undefined;
    start.href = next ? next.href : first.href;
    startText.textContent = next
      ? filled(data(element, "continue"), { title: (next.textContent || "").trim() })
      : first.text;
    const n = [...links.keys()].filter((id) => done.has(id)).length;
    progress.textContent =
      step.state === "done"
        ? data(element, "done")
        : filled(data(element, "progress"), { n, total: links.size });
    progress.hidden = n === 0;
  };

  store.subscribe(show, signal);
  show();
}

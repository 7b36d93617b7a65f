import { store } from "../../learner/device.js";
import { stageOf } from "../../learner/selfcheck.js";
import { all, data, need, pageLanguage } from "../../common/dom.js";
import { counted, filled } from "../../common/message.js";
import { linkTo as known, sizesHere, trackedHere } from "../../learner/known.js";
import { overviewNow, roleNow, selfChecksNow } from "../../learner/reading.js";
import { PREFERENCES, asPreferences } from "../../learner/records.js";
import { shortPath } from "../../learner/shortpath.js";
import { recordKey } from "../../learner/store.js";
import { placesHere } from "../role-path/places.js";

/** How many minutes a question takes in the review, with its reasons. */
const MINUTES_EACH = 0.5;

/**
 * `<course-start data-course data-begin data-continue data-quiz data-progress data-done>`:
 * makes the start button lead to the one next step, and says how far the learner has come and what is due.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function courseStart(element, signal) {
  const course = data(element, "course");
  const preferences = recordKey(course, PREFERENCES);
  const tracked = trackedHere(course);
  const start = need(element, "[data-start]", HTMLAnchorElement);
  const startText = need(start, "[data-start-text]", HTMLElement);
  const progress = need(element, ".an-progress", HTMLElement);
  const review = need(element, "[data-review]", HTMLElement);
  const reviewText = need(review, "[data-review-text]", HTMLElement);
  const after = need(element, "[data-after]", HTMLElement);
  const check = element.querySelector("[data-self-check]"); // Only the home page says it.
  const first = { href: start.href, text: startText.textContent || "" };
  const places = placesHere();
  const modules = new Map(places.map(({ id, module }) => [id, module]));
  const quizzes = all(element, "[data-deck]").map((one) => data(one, "deck"));

  /** @param {string} kind @param {string} id @returns {HTMLAnchorElement} */
  const linkTo = (kind, id) => need(element, `[data-${kind}="${id}"] a`, HTMLAnchorElement);

  /** @param {string} scenario @param {"begin" | "continue"} how @returns {{href: string, text: string}} */
  const scenarioStep = (scenario, how = "continue") => {
    const link = /** @type {HTMLAnchorElement} */ (known(scenario));
    const text = filled(data(element, how), { title: (link.textContent || "").trim() });
    return { href: link.href, text };
  };

  /** @param {import("../../learner/overview.js").Step} step @returns {{href: string, text: string}} */
  const worded = (step) => {
    switch (step.name) {
      case "start":
        return step.scenario === places[0].id ? first : scenarioStep(step.scenario, "begin");
      case "scenario":
        return scenarioStep(step.scenario);
      case "quiz": {
        const { answered: n, total } = step;
        return { href: linkTo("deck", step.deck).href, text: filled(data(element, "quiz"), { n, total }) };
      }
      case "review": {
        const text = counted(element.dataset, "review", step.due, pageLanguage());
        const minutes = Math.ceil(step.due * MINUTES_EACH);
        return { href: linkTo("step", "review").href, text: filled(text, { minutes }) };
      }
      case "none":
        return first;
      default: {
        const link = linkTo("step", step.name);
        return { href: link.href, text: (link.textContent || "").trim() };
      }
    }
  };

  /** @returns {boolean} whether the self-check is due, and the learner wants to be told */
  const isCheckDue = () =>
    stageOf(selfChecksNow(course), store.now()) === "due" &&
    store.read(preferences, asPreferences)?.selfCheck !== false;

  const show = () => {
    const path = shortPath(places, roleNow(course));
    const { step, done, total, due, scenario } = overviewNow(course, tracked, modules, sizesHere(), { path, quizzes });
    const next = worded(step);
    start.href = next.href;
    startText.textContent = next.text;
    start.hidden = step.name === "none";
    const text = done === total ? "done" : "progress";
    progress.textContent = filled(data(element, text), { n: done, total });
    progress.hidden = step.name === "start";
    reviewText.textContent = counted(review.dataset, "due", due, pageLanguage());
    review.hidden = due === 0 || step.name === "review";
    if (check instanceof HTMLElement) check.hidden = !isCheckDue();
    after.hidden = scenario === null || "scenario" in step;
    if (scenario !== null) {
      const link = need(after, "a", HTMLAnchorElement);
      const other = scenarioStep(scenario);
      link.href = other.href;
      link.textContent = other.text;
    }
  };

  check?.querySelector("button")?.addEventListener(
    "click",
    () => {
      store.update(preferences, asPreferences, (before) => ({ ...before, selfCheck: false, at: store.now() }));
      (start.hidden ? need(element, "a:not([data-start])", HTMLAnchorElement) : start).focus();
    },
    { signal },
  );

  store.subscribe(show, signal);
  show();
}

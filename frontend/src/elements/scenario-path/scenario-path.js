import { all, data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";
import { partFor } from "../../common/parts.js";
import { attemptsOf } from "../../learner/attempt.js";
import { store } from "../../learner/device.js";
import { PREFERENCES, asAnswer, asPreferences } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";
import { elementAt, focusOnce } from "../../theme/focus.js";
import { addLeads } from "./leads.js";
import { after, start } from "./path.js";

/**
 * `<scenario-path data-course>`: shows the steps of a scenario, its `[data-step]`, one at a time. The
 * address of a step is that of its heading, so that links, the history and a reload lead to it. Learners
 * can see all steps at once instead, which is kept on the device; without a script they do anyway, and
 * on paper. Once the first item of the page has been answered, all steps can be reached.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function scenarioPath(element, signal) {
  const path = new ScenarioPath(element);
  const on = (/** @type {string} */ selector, /** @type {() => void} */ act) =>
    need(element, selector, HTMLButtonElement).addEventListener("click", act, { signal });
  on("[data-whole]", () => path.view(true));
  on("[data-stepwise]", () => path.view(false));
  on("[data-show-why]", () => path.showWhy());
  element.addEventListener("answerable:checked", () => path.update(), { signal });
  store.subscribe(({ here }) => here || path.update(), signal);
  addEventListener(
    "hashchange",
    () => {
      const place = elementAt(location.hash);
      path.goTo(place);
      focusOnce(place && element.contains(place) ? place : path.heading);
    },
    { signal },
  );
  path.update();
  if (location.hash) path.goTo(elementAt(location.hash));
}

class ScenarioPath {
  /** @param {HTMLElement} element */
  constructor(element) {
    const question = need(element, "scenario-quiz", HTMLElement);
    const [course, scenario, item] = ["course", "scenario", "item"].map((name) => data(question, name));
    this.element = element;
    this.answer = recordKey(course, scenario, item);
    this.rev = data(question, "rev");
    this.preferences = recordKey(course, PREFERENCES);
    this.steps = all(element, "[data-step]");
    this.line = need(element, ".an-steps", HTMLElement);
    this.line.append(/** @type {DocumentFragment} */ (partFor(element, "[data-steps]")));
    this.line.after(/** @type {DocumentFragment} */ (partFor(element, "[data-recall]")));
    addLeads(this.steps, need(document, ".an-pager-next", HTMLAnchorElement));
    this.links = this.steps.map(linkTo);
    need(this.line, "ol", HTMLElement).replaceChildren(...this.links);
    this.place = need(element, "[data-place]", HTMLElement);
    this.situation = need(element, ".an-recall", HTMLDetailsElement);
    this.path = start(this.steps.length, false);
    const told = need(element, ".an-situation", HTMLElement).cloneNode(true);
    this.situation.append(...all(/** @type {HTMLElement} */ (told), ":scope > :not(h2)"));
  }

  /** What the records say: how it is shown, and whether the question is answered. */
  update() {
    const whole = store.read(this.preferences, asPreferences)?.whole ?? false;
    const saved = store.read(this.answer, asAnswer);
    this.happened({ type: "viewed", whole });
    if (saved && saved.rev === this.rev && attemptsOf(saved) > 0) this.happened({ type: "answered" });
  }

  /** @private @param {import("./path.js").PathEvent} event */
  happened(event) {
    this.path = after(this.path, event);
    this.show();
  }

  /** The heading of the step that is shown. */
  get heading() {
    return need(this.steps[this.path.at], "h2", HTMLHeadingElement);
  }

  /**
   * Shows a step and brings it into view.
   * @param {Element | null} place what the address names; if it is in no step, the first one is shown
   */
  goTo(place) {
    const step = place && place.closest("[data-step]");
    this.happened({ type: "went", to: this.steps.findIndex((one) => one === step) });
    for (let one = place && place.closest("details"); one; one = enclosing(one)) one.open = true;
    if (place && (this.path.whole || place !== this.heading)) place.scrollIntoView();
    else if (this.path.at === 0) scrollTo(0, 0);
    else this.line.scrollIntoView();
  }

  /** @param {boolean} whole */
  view(whole) {
    store.update(this.preferences, asPreferences, (before) => ({ ...before, whole, at: store.now() }));
    this.happened({ type: "viewed", whole });
    this.goTo(this.heading);
    focusOnce(this.heading);
  }

  /** Both reasons at once, from the first on. */
  showWhy() {
    const compare = need(this.element, "[data-whys]", HTMLElement);
    compare.dataset.whys = "shown";
    const reply = need(compare, ".an-reply", HTMLElement);
    reply.scrollIntoView();
    focusOnce(reply);
  }

  /** @private */
  show() {
    const { element, steps, links, path } = this;
    element.dataset.view = path.whole ? "whole" : "steps";
    element.dataset.at = String(path.at);
    element.toggleAttribute("data-last", path.at === path.total - 1);
    steps.forEach((step, place) => step.toggleAttribute("data-here", place === path.at));
    links.forEach((entry, place) => {
      const link = need(entry, "a", HTMLAnchorElement);
      entry.toggleAttribute("data-ahead", place > path.furthest);
      link.ariaCurrent = place === path.at ? "step" : null;
      link.inert = place > path.furthest;
    });
    this.place.textContent = filled(data(this.place, "text"), { n: path.at + 1, total: path.total });
  }
}

/** @param {HTMLElement} step @returns {HTMLElement} its place in the line of steps */
function linkTo(step) {
  const { id, textContent } = need(step, "h2", HTMLHeadingElement);
  const place = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${id}`;
  link.title = textContent || "";
  place.append(link);
  return place;
}

/** @param {HTMLDetailsElement} details @returns {HTMLDetailsElement | null} */
function enclosing(details) {
  return details.parentElement && details.parentElement.closest("details");
}

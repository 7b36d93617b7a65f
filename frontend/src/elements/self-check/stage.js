import { need, pageLanguage } from "../../common/dom.js";
import { filled, longDate } from "../../common/message.js";
import { dayOf } from "../../learner/days.js";
import { store } from "../../learner/device.js";
import { nextDay, stageOf } from "../../learner/selfcheck.js";

/**
 * Says how far the learner is with self-checks, and where that leads.
 * @param {HTMLElement} section with a text `[data-stage]` and a link for each stage
 * @param {readonly import("../../learner/selfcheck.js").SelfCheck[]} checks oldest first
 */
export function showStage(section, checks) {
  for (const name of ["text", "link"]) {
    const place = need(section, `[data-${name}]`, HTMLElement);
    place.textContent = stageText(place, checks);
  }
}

/**
 * @param {HTMLElement} element with a text for each stage: `data-waiting`, `data-due` …
 * @param {readonly import("../../learner/selfcheck.js").SelfCheck[]} checks oldest first
 * @returns {string} the one that fits; empty if there is none
 */
export function stageText(element, checks) {
  const [first] = checks;
  const text = element.dataset[stageOf(checks, store.now())] || "";
  if (!first) return text;
  const date = longDate(first.made, pageLanguage());
  return filled(text, { date, next: longDate(dayOf(nextDay(first)), pageLanguage()) });
}

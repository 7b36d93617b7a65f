/** What leads on from the steps of a scenario: to the next one, or to what comes after the last one. */
import { all, data, need } from "../../common/dom.js";
import { partFor } from "../../common/parts.js";

/**
 * Puts the links in that each step's `data-step` names. One for an answer is shown with its verdict.
 * @param {readonly HTMLElement[]} steps
 * @param {HTMLAnchorElement} after what comes after them
 */
export function addLeads(steps, after) {
  steps.forEach((step, place) => {
    const parts = /** @type {DocumentFragment} */ (partFor(step, "[data-leads]"));
    const following = steps[place + 1];
    const href = following ? `#${need(following, "h2", HTMLElement).id}` : after.href;
    for (const name of data(step, "step").split(" ")) {
      const lead = need(parts, `[data-lead=${name}]`, HTMLElement);
      const links = lead instanceof HTMLAnchorElement ? [lead] : all(lead, "a");
      for (const link of links) {
        link.setAttribute("href", href);
        if (!following) link.replaceChildren(...wordsFor(after, parts));
      }
      if (lead === links[0]) need(step, ".an-feedback .an-actions", HTMLElement).prepend(lead);
      else step.append(lead);
    }
  });
}

/**
 * @param {HTMLAnchorElement} after
 * @param {DocumentFragment} parts
 * @returns {Node[]} what a link to it says
 */
function wordsFor(after, parts) {
  const words = parts.querySelector(`[data-last="${after.rel || "quiz"}"]`);
  if (!words) return [...after.cloneNode(true).childNodes];
  const said = /** @type {Element} */ (words.cloneNode(true));
  said.querySelector("[data-title]")?.replaceWith(need(after, "[data-title]", HTMLElement).cloneNode(true));
  return [...said.childNodes];
}

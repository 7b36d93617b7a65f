import { data, need, pageLanguage } from "../../common/dom.js";
import { filled, longDate, shortNumber } from "../../common/message.js";
import { percentOf } from "../../learner/assessment.js";
import { bestOf, bestPassed, openIn } from "../../learner/deck.js";
import { store } from "../../learner/device.js";
import { deckNow } from "../../learner/reading.js";

/**
 * `<deck-link data-course data-deck data-open [data-passed]>`: a link to a quiz, which offers to
 * continue an attempt that was begun, and says how the best one went. Once it is passed, with
 * `data-passed`, it is a link to the certificate, whose address is the link's `data-certificate`.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function deckLink(element, signal) {
  const link = need(element, "a", HTMLAnchorElement);
  const best = need(element, "[data-best]", HTMLElement);
  const first = link.textContent || "";
  const { href } = link;

  const show = () => {
    const deck = deckNow(data(element, "course"), data(element, "deck"));
    const open = openIn(deck);
    const passed = bestPassed(deck);
    const result = passed || bestOf(deck);
    const isOver = passed !== null && !open && "passed" in element.dataset;
    link.href = isOver ? data(link, "certificate") : href;
    link.textContent = isOver ? data(element, "passed") : first;
    if (open) link.textContent = filled(data(element, "open"), { n: open.answered, total: open.total });
    best.hidden = result === null;
    if (!result) return;
    best.textContent = filled(data(best, passed ? "passed" : "best"), {
      date: longDate(result.at, pageLanguage()),
      points: shortNumber(result.points, pageLanguage()),
      total: result.of,
      percent: percentOf(result.points, result.of),
    });
  };

  store.subscribe(show, signal);
  show();
}

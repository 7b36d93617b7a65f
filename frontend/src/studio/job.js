/** A job that takes a while: shows how far it is until it ends. */
import { data, need } from "../common/dom.js";

/** Milliseconds between two looks. */
const PAUSE = 700;

/**
 * `<studio-job data-address>` around what is shown of a job.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function job(element, signal) {
  const look = async () => {
    const shown = need(element, "[data-job]", HTMLElement);
    if (signal.aborted || !("runs" in shown.dataset)) return;
    const answer = await fetch(data(element, "address")).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      update(shown, need(page, "[data-job]", HTMLElement));
    }
    setTimeout(look, PAUSE);
  };
  setTimeout(look, PAUSE);
}

/** Shows what is new, and leaves the rest with its focus. @param {HTMLElement} shown @param {HTMLElement} now */
function update(shown, now) {
  if ("runs" in now.dataset) {
    const steps = ".progress";
    need(shown, steps, HTMLElement).replaceChildren(...need(now, steps, HTMLElement).children);
    return;
  }
  shown.replaceWith(document.adoptNode(now));
  now.querySelector("a.main")?.setAttribute("data-ready", "");
}

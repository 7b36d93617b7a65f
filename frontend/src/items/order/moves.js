import { all, data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";

/**
 * Buttons that move steps up and down. The lists of numbers are for pages without a script.
 * @param {HTMLElement} element the item
 * @param {HTMLElement} list of its steps
 * @param {() => void} moved called after each move
 * @param {AbortSignal} signal
 * @returns {() => void} updates the buttons after something else has changed the order
 */
export function installMoves(element, list, moved, signal) {
  const status = need(element, ".an-moved", HTMLElement);
  for (const place of all(list, ".an-place")) place.hidden = true;
  for (const buttons of all(list, ".an-move")) buttons.hidden = false;

  const update = () => {
    const steps = [...list.children];
    steps.forEach((step, place) => {
      for (const button of all(step, "[data-move]")) {
        const to = place + Number(button.dataset.move);
        // Not `disabled`, which would take focus away when a step reaches the top or the bottom.
        button.setAttribute("aria-disabled", String(to < 0 || to >= steps.length));
      }
    });
    status.textContent = "";
  };

  list.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-move]");
      const step = button && button.closest("[data-entry]");
      if (!(button instanceof HTMLElement) || !step) return;
      if (button.getAttribute("aria-disabled") === "true") return;
      const before = button.dataset.move === "-1" ? step.previousElementSibling : step;
      const after = button.dataset.move === "-1" ? step : step.nextElementSibling;
      // The neighbour moves, so that the focus stays where it is.
      if (before && after) {
        if (step === after) step.after(before);
        else step.before(after);
      }
      moved();
      update();
      const n = [...list.children].indexOf(step) + 1;
      status.textContent = filled(data(status, "moved"), { n, total: list.children.length });
    },
    { signal },
  );
  update();
  return update;
}

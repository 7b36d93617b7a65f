import { all, data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";

/**
 * Moves steps up and down: by buttons, by the arrow keys on them, and by dragging a step at its grip. The
 * lists of numbers are for pages without a script.
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
  for (const step of list.children) if (!step.querySelector(".an-grip")) step.prepend(grip());

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

  /** @param {Element} step that was moved */
  const tell = (step) => {
    moved();
    update();
    const n = [...list.children].indexOf(step) + 1;
    status.textContent = filled(data(status, "moved"), { n, total: list.children.length });
  };

  list.addEventListener(
    "click",
    (event) => {
      const [button, step] = pressed(event);
      if (button && step && shift(step, Number(button.dataset.move))) tell(step);
    },
    { signal },
  );
  list.addEventListener(
    "keydown",
    (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const [button, step] = pressed(event);
      if (!by || !button || !step) return;
      event.preventDefault(); // The page must not scroll.
      if (shift(step, by)) tell(step);
    },
    { signal },
  );
  list.addEventListener("pointerdown", (event) => drag(event, update, tell), { signal });
  update();
  return update;
}

/** @returns {HTMLElement} what a step is dragged by; the buttons do the same for everybody else */
function grip() {
  const made = document.createElement("span");
  made.className = "an-grip";
  made.ariaHidden = "true";
  return made;
}

/** @param {Event} event @returns {[HTMLElement | null, Element | null]} the button, and its step */
function pressed({ target }) {
  const button = target instanceof Element && target.closest("[data-move]");
  return button instanceof HTMLElement ? [button, button.closest("[data-entry]")] : [null, null];
}

/**
 * The neighbour moves, so that focus and pointer stay with the step.
 * @param {Element} step
 * @param {number} by -1: up, 1: down
 * @returns {boolean} whether it had a neighbour on that side
 */
function shift(step, by) {
  const other = by < 0 ? step.previousElementSibling : step.nextElementSibling;
  if (other && by < 0) step.after(other);
  else if (other) step.before(other);
  return other !== null;
}

/**
 * @param {PointerEvent} start at the grip
 * @param {() => void} update called while the step passes others
 * @param {(step: Element) => void} tell called when it has been dropped at another place
 */
function drag(start, update, tell) {
  const handle = start.target;
  if (!(handle instanceof HTMLElement) || !handle.matches(".an-grip") || start.button !== 0) return;
  const step = handle.closest("[data-entry]");
  if (!(step instanceof HTMLElement) || step.querySelector("[data-move]:disabled")) return;
  start.preventDefault(); // No text is selected.
  handle.setPointerCapture(start.pointerId);
  step.dataset.dragged = "";
  let hasMoved = false;
  /** @param {PointerEvent} event */
  const move = ({ clientY }) => {
    const [before, after] = [step.previousElementSibling, step.nextElementSibling];
    const by = before && clientY < middleOf(before) ? -1 : after && clientY > middleOf(after) ? 1 : 0;
    if (by === 0 || !shift(step, by)) return;
    hasMoved = true;
    update();
  };
  const drop = () => {
    handle.removeEventListener("pointermove", move);
    delete step.dataset.dragged;
    if (hasMoved) tell(step);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("lostpointercapture", drop, { once: true });
}

/** @param {Element} step @returns {number} in the window's pixels, from its top */
function middleOf(step) {
  const { top, height } = step.getBoundingClientRect();
  return top + height / 2;
}

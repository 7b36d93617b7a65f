/** The list of scenarios: found as one types, and put in another order by dragging. */
import { data, need } from "../common/dom.js";

/**
 * `<studio-filter>`: hides the rows of the page that aren't sought.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function filter(element, signal) {
  const find = need(element, "[data-find]", HTMLInputElement);
  const show = need(element, "[data-show]", HTMLSelectElement);
  const status = need(element, "[data-none]", HTMLElement);
  const apply = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows()) {
      const sought = data(row, "sought");
      const fits = !show.value || data(row, "is").split(" ").includes(show.value);
      row.hidden = !fits || !words.every((word) => sought.includes(word));
      if (!row.hidden) found += 1;
    }
    const isWhole = !words.length && !show.value;
    for (const section of document.querySelectorAll("[data-module]")) {
      if (!(section instanceof HTMLElement)) continue;
      section.hidden = !isWhole && !section.querySelector("[data-path]:not([hidden])");
    }
    status.textContent = found ? "" : data(status, "none");
  };
  element.hidden = false;
  for (const control of [find, show]) control.addEventListener("input", apply, { signal });
}

/** @returns {HTMLElement[]} */
function rows() {
  return [...document.querySelectorAll("[data-path]")].filter((row) => row instanceof HTMLElement);
}

/**
 * `<studio-order data-address>`: rows are dragged by their handles; menus have buttons for the same.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function order(element, signal) {
  element.addEventListener(
    "pointerdown",
    (event) => {
      const handle = event.target instanceof Element && event.target.closest("[data-handle]");
      const row = handle && handle.closest("[data-path]");
      if (!(row instanceof HTMLElement) || event.button) return;
      event.preventDefault();
      drag(element, row, event.pointerId);
    },
    { signal },
  );
}

/**
 * @param {HTMLElement} element
 * @param {HTMLElement} row
 * @param {number} pointer
 */
function drag(element, row, pointer) {
  const over = new AbortController();
  const { signal } = over;
  const from = { list: row.parentElement, next: row.nextElementSibling };
  row.classList.add("dragged");
  const back = () => from.list?.insertBefore(row, from.next);
  // On the window: a row that is put elsewhere doesn't keep the pointer.
  const follow = (/** @type {string} */ name, /** @type {(event: PointerEvent) => void} */ heed) =>
    addEventListener(
      name,
      (event) => event instanceof PointerEvent && event.pointerId === pointer && heed(event),
      { signal },
    );
  const end = () => {
    over.abort();
    row.classList.remove("dragged");
  };
  const cancel = () => {
    end();
    back();
  };
  follow("pointermove", (event) => place(row, event));
  follow("pointerup", () => {
    end();
    if (row.parentElement !== from.list || row.nextElementSibling !== from.next) send(element, row);
  });
  follow("pointercancel", cancel);
  addEventListener("keydown", (event) => event.key === "Escape" && cancel(), { signal });
}

/** Puts a row where the pointer is. @param {HTMLElement} row @param {PointerEvent} event */
function place(row, { clientX, clientY }) {
  row.style.pointerEvents = "none";
  const under = document.elementFromPoint(clientX, clientY);
  row.style.pointerEvents = "";
  const other = under?.closest("[data-path]");
  if (other && other !== row) {
    const { top, height } = other.getBoundingClientRect();
    if (clientY < top + height / 2) other.before(row);
    else other.after(row);
    return;
  }
  const list = under?.closest("[data-module]")?.querySelector("[data-rows]");
  if (list && !list.contains(row)) list.append(row);
}

/** @param {HTMLElement} element @param {HTMLElement} row */
function send(element, row) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = data(element, "address");
  const next = row.nextElementSibling;
  const fields = {
    do: "move",
    path: data(row, "path"),
    to: row.closest("[data-module]")?.getAttribute("data-module") ?? "",
    before: next instanceof HTMLElement ? data(next, "id") : "",
  };
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

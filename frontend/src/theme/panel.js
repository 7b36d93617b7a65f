import { afterPaint } from "../common/dom.js";

/**
 * The theme's drawer is shown by a hidden checkbox. A panel wraps it: it opens and closes it, reports
 * changes, and makes the rest of the page inert while the panel covers it.
 */

/**
 * @typedef {object} Panel
 * @property {() => boolean} isOpen
 * @property {(open: boolean) => void} set
 */

/**
 * @param {(open: boolean) => void} changed called after each change, including the theme's own
 * @returns {Panel | null} null if this page has no drawer
 */
export function panel(changed) {
  const toggle = document.querySelector("[data-md-toggle=drawer]");
  if (!(toggle instanceof HTMLInputElement)) return null;
  const mark = () => document.documentElement.classList.toggle("an-drawer-closed", !toggle.checked);
  toggle.addEventListener("change", () => {
    mark();
    changed(toggle.checked);
  });
  mark();
  return {
    isOpen: () => toggle.checked,
    set: (open) => {
      if (toggle.checked !== open) toggle.click(); // A click also notifies the theme.
    },
  };
}

/** Parts that stay usable beside an open panel: its backdrop and its close button. */
const BESIDE = ".md-overlay, .md-toggle, script, [data-an-close]";

/**
 * Makes everything but one element inert, as an open modal dialog does. This recalculates the styles
 * of the whole page, and again when it is undone, so the result of the click is painted first. Code
 * that moves focus to inert parts must do so `afterPaint`, too.
 * @param {Element} inside
 * @param {Iterable<Element>} [more] further elements to make inert, such as hidden parts of it
 * @returns {() => void} makes the page usable again
 */
export function isolate(inside, more = []) {
  let over = false;
  let release = () => {};
  afterPaint(() => {
    if (!over) release = makeInert(around(inside, more));
  });
  return () => {
    over = true;
    afterPaint(() => release());
  };
}

/** @param {Element} inside @param {Iterable<Element>} more @returns {Set<Element>} */
function around(inside, more) {
  const outside = new Set(more);
  for (let node = inside; node.parentElement && node !== document.body; node = node.parentElement) {
    for (const sibling of node.parentElement.children) {
      if (sibling !== node && !sibling.matches(BESIDE)) outside.add(sibling);
    }
  }
  return outside;
}

/**
 * @param {Iterable<Element>} elements
 * @returns {() => void} undoes this call, and nothing else
 */
function makeInert(elements) {
  const taken = [...elements].filter((element) => !element.hasAttribute("inert"));
  for (const element of taken) element.setAttribute("inert", "");
  return () => {
    for (const element of taken) element.removeAttribute("inert");
  };
}

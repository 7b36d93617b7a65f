import { afterPaint } from "../common/dom.js";

/**
 * The theme's drawer and search are shown by a hidden checkbox each. A panel wraps one: it opens
 * and closes it, tells whoever asks, and takes the rest of the page out of reach while the panel
 * covers it.
 */

/**
 * @typedef {object} Panel
 * @property {() => boolean} isOpen
 * @property {(open: boolean) => void} set
 */

/**
 * @param {string} name of the checkbox, `drawer` or `search`
 * @param {(open: boolean) => void} changed called after each change, also by the theme itself
 * @returns {Panel | null} null when this page has no such panel
 */
export function panel(name, changed) {
  const toggle = document.querySelector(`[data-md-toggle=${name}]`);
  if (!(toggle instanceof HTMLInputElement)) return null;
  const closedClass = `an-${name}-closed`;
  const update = () => {
    document.documentElement.classList.toggle(closedClass, !toggle.checked);
    changed(toggle.checked);
  };
  toggle.addEventListener("change", update);
  document.documentElement.classList.toggle(closedClass, !toggle.checked);
  return {
    isOpen: () => toggle.checked,
    set: (open) => {
      if (toggle.checked !== open) toggle.click(); // A click tells the theme as well.
    },
  };
}

/** Parts that stay in reach beside an open panel: its backdrop and its close button. */
const BESIDE = ".md-overlay, .md-search__overlay, .md-toggle, script, [data-an-close]";

/**
 * Makes everything inert but one element, as an open modal dialog does. The whole page gets new
 * styles by it, and again when it is given back: what the press asked for is painted first. Whoever
 * moves the focus to what was inert does so `afterPaint`, too.
 * @param {Element} inside
 * @param {Iterable<Element>} [more] further elements to make inert, such as hidden parts of it
 * @returns {() => void} gives the page back
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
 * @returns {() => void} gives back what this call took, and nothing else
 */
export function makeInert(elements) {
  const taken = [...elements].filter((element) => !element.hasAttribute("inert"));
  for (const element of taken) element.setAttribute("inert", "");
  return () => {
    for (const element of taken) element.removeAttribute("inert");
  };
}

/**
 * Makes every button with `data-an-close="<name>"` close the panel, now and in later pages.
 * @param {string} name
 * @param {Panel} panelToClose
 */
export function closeByButton(name, panelToClose) {
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target instanceof Element && target.closest(`[data-an-close=${name}]`)) {
      panelToClose.set(false);
    }
  });
}

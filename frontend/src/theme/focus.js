import { onPage } from "./pages.js";

/**
 * After a page swap the browser leaves focus on nothing, and nothing is announced. Focus moves to
 * what the address points at, or to the heading, whose reading announces the new page.
 */
export function installPageFocus() {
  onPage((swapped) => {
    if (!swapped) return;
    const target =
      elementAt(location.hash) || document.querySelector("main h1") || document.querySelector("main");
    if (target instanceof HTMLElement) focusOnce(target);
  });
}

/** @param {string} hash of an address @returns {HTMLElement | null} the element that it names */
export function elementAt(hash) {
  const fragment = hash.slice(1);
  try {
    return document.getElementById(decodeURIComponent(fragment));
  } catch {
    return document.getElementById(fragment); // A lone % is no escape: take it as it is.
  }
}

/** @param {HTMLElement} target gets focus, also when it is no control */
export function focusOnce(target) {
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) {
    target.tabIndex = -1;
    // Later clicks into the text must not draw a focus ring around it.
    target.addEventListener("blur", () => target.removeAttribute("tabindex"), { once: true });
  }
  target.focus({ preventScroll: true });
}

import { onPage } from "./pages.js";

/** Moves focus after a page swap, when nothing has focus and nothing is announced. */
export function installPageFocus() {
  onPage((swapped) => swapped && focusPage());
}

/** Moves focus to the target of the address, or to the heading, which a screen reader then reads out. */
export function focusPage() {
  const place = elementAt(location.hash);
  if (place) focusOnce(place);
  else focusHeading();
}

export function focusHeading() {
  const heading = document.querySelector("main h1") || document.querySelector("main");
  if (heading instanceof HTMLElement) focusOnce(heading);
}

/** Scrolls to the place in the address, which may just have appeared, unless the reader is elsewhere. */
export function showPlace() {
  if (scrollY === 0) elementAt(location.hash)?.scrollIntoView();
}

/** @param {string} hash of an address @returns {HTMLElement | null} the element that it names */
export function elementAt(hash) {
  const fragment = hash.slice(1);
  try {
    return document.getElementById(decodeURIComponent(fragment));
  } catch {
    return document.getElementById(fragment); // A lone % isn't an escape: use the hash as it is.
  }
}

/** @param {HTMLElement} target gets focus, even if it isn't a control */
export function focusOnce(target) {
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) {
    target.tabIndex = -1;
    // So that later clicks into the text don't draw a focus ring around it.
    target.addEventListener("blur", () => target.removeAttribute("tabindex"), { once: true });
  }
  target.focus({ preventScroll: true });
}

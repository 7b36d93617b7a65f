/**
 * Watches for pages that are swapped without a reload: the theme then replaces its container, a child
 * of the body. Watching this replacement doesn't depend on the theme's scripts.
 */

import { isForeign } from "../common/build.js";

const CONTAINER = "[data-md-component=container]";

/** @type {((arriving: boolean) => void)[]} */
const listeners = [];

/**
 * Runs the listener for the current page, and for each page that replaces it. A page of another build
 * is loaded again as a whole instead: nothing of this build may run in it.
 * @param {(swapped: boolean) => void} listener false for the page that was loaded
 */
export function onPage(listener) {
  listeners.push(listener);
  listener(false);
}

/** Starts watching. Called once. */
export function watchPages() {
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node instanceof Element && node.matches(CONTAINER))) {
      if (isForeign()) return location.reload();
      for (const listener of listeners) listener(true);
    }
  }).observe(document.body, { childList: true });
}

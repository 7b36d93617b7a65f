/**
 * Pages come and go without a reload: the theme then swaps its container, an immediate child of
 * the body. This watches the swap itself, so that it needs nothing of the theme's scripts.
 */

const CONTAINER = "[data-md-component=container]";

/** @type {((arriving: boolean) => void)[]} */
const listeners = [];

/**
 * Runs the listener for the page that is there now, and for each one that replaces it.
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
      for (const listener of listeners) listener(true);
    }
  }).observe(document.body, { childList: true });
}

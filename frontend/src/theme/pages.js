/** Pages come and go without a reload: `swap.js` puts another one into the open one. */

/** @type {((arriving: boolean) => void)[]} */
const listeners = [];

/**
 * Runs the listener for the current page, and for each page that replaces it.
 * @param {(swapped: boolean) => void} listener false for the page that was loaded
 */
export function onPage(listener) {
  listeners.push(listener);
  listener(false);
}

/** Says that another page has been put in. */
export function tellOfPage() {
  for (const listener of listeners) listener(true);
}

/** The one store of this page, on the browser's storage and clock. */
import { answeredScenarios } from "./progress.js";
import { Store } from "./store.js";

export const store = new Store(
  () => window.localStorage,
  () => Date.now(),
);

/** @type {Map<string, Set<string>>} */
const answeredIn = new Map();

/**
 * Counted once for all the marks of a page, and again after a change.
 * @param {string} course
 * @returns {ReadonlySet<string>} ids of the answered scenarios
 */
export function answered(course) {
  let scenarios = answeredIn.get(course);
  if (!scenarios) answeredIn.set(course, (scenarios = answeredScenarios(store, course)));
  return scenarios;
}

/** Listens to the other tabs. Called once, before any element exists. */
export function watchDevice() {
  store.subscribe(() => answeredIn.clear(), new AbortController().signal);
  addEventListener("storage", (event) => store.announce({ key: event.key, here: false }));
  addEventListener("pageshow", (event) => {
    // A page that comes back from the browser's memory has missed what other tabs did.
    if (event.persisted) store.announce({ key: null, here: false });
  });
}

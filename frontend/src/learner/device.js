/** The one store of this page, on the browser's storage and clock. */
import { carryOver } from "./migrate.js";
import { Store } from "./store.js";

// Marked as pure, so that a script which has no use for it comes without it.
export const store = /* @__PURE__ */ new Store(
  () => window.localStorage,
  () => Date.now(),
  carryOver,
);

/** Listens to the other tabs. Called once, before any element exists. */
export function watchDevice() {
  addEventListener("storage", (event) => store.announce({ key: event.key, here: false }));
  addEventListener("pageshow", (event) => {
    // A page that comes back from the browser's memory has missed what other tabs did.
    if (event.persisted) store.announce({ key: null, here: false });
  });
}

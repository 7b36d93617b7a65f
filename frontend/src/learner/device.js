/** The page's only store, with the browser's storage and clock. */
import { dateOf } from "./days.js";
import { carryOver } from "./migrate.js";
import { Store } from "./store.js";

// Marked as pure, so that scripts that don't use it are bundled without it.
export const store = /* @__PURE__ */ new Store(
  () => window.localStorage,
  () => Date.now(),
  carryOver,
);

/** Listens to the other tabs and to the calendar. Called once, before any element exists. */
export function watchDevice() {
  let day = dateOf(store.now());
  const look = () => {
    const today = dateOf(store.now());
    if (today === day) return;
    day = today;
    store.announce({ key: null, here: false }); // Other things are due.
  };
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  addEventListener("storage", (event) => store.announce({ key: event.key, here: false }));
  addEventListener("pageshow", (event) => {
    // A page restored from the browser's memory has missed the changes of other tabs.
    if (event.persisted) store.announce({ key: null, here: false });
  });
}

import { elementAt, focusOnce } from "./focus.js";
import { onPage } from "./pages.js";

/**
 * Follows links within a page, and steps back and forward between its places. At the first of them the
 * theme would load the page again, and a reply chosen there would be lost.
 */
export function installAnchors() {
  ignoreSteps();
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!(link instanceof HTMLAnchorElement) || link.target || elsewhere) return;
      const place = page(link) === page(location) ? elementAt(link.hash) : null;
      if (!place) return;
      event.preventDefault();
      event.stopPropagation();
      const before = location.href;
      if (link.href !== before) history.pushState(null, "", link.href);
      for (let one = place.closest("details"); one; one = closestAbove(one)) one.open = true;
      place.scrollIntoView();
      focusOnce(place);
      // As the browser does it: for elements that show only the place in the address.
      if (location.href !== before) {
        dispatchEvent(new HashChangeEvent("hashchange", { oldURL: before, newURL: location.href }));
      }
    },
    { capture: true }, // Runs before the theme's listener.
  );
}

/** Keeps steps within the first page from the theme: until it has loaded a page, it knows of none. */
function ignoreSteps() {
  const { location$: steps } = /** @type {{location$?: {next: (to: URL) => void}}} */ (globalThis);
  if (!steps) return; // Another theme.
  let isFirst = true;
  onPage((swapped) => {
    isFirst = isFirst && !swapped;
  });
  const first = page(location);
  const next = steps.next.bind(steps);
  steps.next = (to) => {
    if (!isFirst || page(to) !== first) next(to);
  };
}

/** @param {HTMLDetailsElement} details @returns {HTMLDetailsElement | null} */
function closestAbove(details) {
  return details.parentElement && details.parentElement.closest("details");
}

/** @param {Location | URL | HTMLAnchorElement} address @returns {string} without the place on the page */
function page({ origin, pathname, search }) {
  return origin + pathname + search;
}

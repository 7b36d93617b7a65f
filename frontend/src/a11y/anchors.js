/**
 * The theme fetches a page anew for the first link that is followed, even when it leads to a place
 * on the same page: a reply chosen there, or words not saved yet, would be gone. So the theme does
 * not get to know of links within a page; the browser itself follows them.
 */
export function installAnchors() {
  let shown = address(location);
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (link instanceof HTMLAnchorElement && link.hash && address(link) === address(location)) {
        event.stopPropagation();
      }
    },
    { capture: true },
  );
  // By the end of a click the theme has set the address that it is going to.
  document.addEventListener("click", () => (shown = address(location)));
  addEventListener(
    "popstate",
    (event) => {
      const within = address(location) === shown;
      shown = address(location);
      if (!within) return;
      event.stopImmediatePropagation();
      // The theme has taken over where to scroll on the way back, and keeps it in the state.
      if (event.state && history.scrollRestoration === "manual") scrollTo(0, event.state.y || 0);
    },
    { capture: true },
  );
}

/** @param {Location | HTMLAnchorElement} at @returns {string} the page, without the place on it */
function address({ origin, pathname, search }) {
  return origin + pathname + search;
}

import { elementAt, focusOnce } from "./focus.js";

/**
 * Follows links within a page. For the first link on a page the theme loads the page again, even if
 * the link is to a place on the same page, and a reply chosen there would be lost.
 */
export function installAnchors() {
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
      if (link.hash !== location.hash) history.pushState(null, "", link.href);
      for (let one = place.closest("details"); one; one = closestAbove(one)) one.open = true;
      place.scrollIntoView();
      focusOnce(place);
    },
    { capture: true }, // Runs before the theme's listener.
  );
}

/** @param {HTMLDetailsElement} details @returns {HTMLDetailsElement | null} */
function closestAbove(details) {
  return details.parentElement && details.parentElement.closest("details");
}

/** @param {Location | HTMLAnchorElement} address @returns {string} without the place on the page */
function page({ origin, pathname, search }) {
  return origin + pathname + search;
}

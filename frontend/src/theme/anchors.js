import { elementAt, focusOnce } from "./focus.js";

/**
 * The theme fetches a page anew for the first link that is followed, even when it leads to a place
 * on the same page: a reply chosen there would be gone. So links within a page are followed here.
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
    { capture: true }, // Before the theme.
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

import { followedLink } from "../common/dom.js";
import { elementAt, focusOnce } from "./focus.js";

/**
 * Follows links within a page: opens what is folded around the place, and moves focus there.
 */
export function installAnchors() {
  document.addEventListener(
    "click",
    (event) => {
      const link = followedLink(event);
      const place = link && page(link) === page(location) ? elementAt(link.hash) : null;
      if (!link || !place) return;
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
    { capture: true }, // before what would follow it to another page
  );
}

/** @param {HTMLDetailsElement} details @returns {HTMLDetailsElement | null} */
function closestAbove(details) {
  return details.parentElement && details.parentElement.closest("details");
}

/** @param {Location | URL | HTMLAnchorElement} address @returns {string} without the place on the page */
function page({ origin, pathname, search }) {
  return origin + pathname + search;
}

import { followedLink } from "../common/dom.js";
import { elementAt, focusOnce } from "./focus.js";
import { onPage } from "./pages.js";

/**
 * Follows links within a page: opens what is folded around the place, and moves focus there. An
 * address with such a place is shown with it open.
 */
export function installAnchors() {
  onPage(() => unfold(elementAt(location.hash)));
  addEventListener("hashchange", () => {
    const place = elementAt(location.hash);
    if (unfold(place)) place?.scrollIntoView();
  });
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
      unfold(place);
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

/** Opens what is folded around a place. @param {Element | null} place @returns {boolean} whether anything was */
function unfold(place) {
  const folded = document.querySelectorAll("details:not([open])");
  const around = [...folded].filter((details) => details.contains(place));
  for (const details of around) details.setAttribute("open", "");
  return around.length > 0;
}

/** @param {Location | URL | HTMLAnchorElement} address @returns {string} without the place on the page */
function page({ origin, pathname, search }) {
  return origin + pathname + search;
}

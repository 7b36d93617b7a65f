import { elementAt, focusPage } from "./focus.js";
import { onPage } from "./pages.js";

/** Height (CSS pixels) of the header, under which text scrolls. */
const HEADER = 48;

/** The lower part of the window, in which a heading isn't read yet. */
const AHEAD = "80%";

/** Farther than any page is long, for the side on which a heading may lie anywhere. */
const FAR = "1000000px";

/**
 * Once a page's heading is out of sight, the header says its title, and a button leads back to the top.
 */
export function installScrolled() {
  const title = document.querySelector(".md-header__title");
  const observer = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (title) title.classList.toggle("md-header__title--active", !isIntersecting);
      const top = document.querySelector(".md-top");
      if (top instanceof HTMLElement) top.hidden = isIntersecting;
    },
    { rootMargin: `-${HEADER}px 0px ${FAR}` },
  );
  onPage(() => {
    observer.disconnect();
    const heading = document.querySelector("main h1");
    if (heading) observer.observe(heading);
  });
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest(".md-top")) return;
    focusPage(); // The button hides.
    scrollTo({ top: 0 });
  });
}

/** Marks the place of the page's outline that is being read, and keeps it in sight. */
export function installOutline() {
  /** @type {Map<Element, HTMLAnchorElement>} links of the outline by their headings, in order */
  const links = new Map();
  /** @type {Set<Element>} */
  const passed = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) passed.add(target);
        else passed.delete(target);
      }
      const current = [...links.keys()].filter((heading) => passed.has(heading)).pop();
      for (const [heading, link] of links) {
        link.classList.toggle("md-nav__link--passed", passed.has(heading) && heading !== current);
        link.classList.toggle("md-nav__link--active", heading === current);
      }
      const link = current && links.get(current);
      if (link) bringIntoSight(link);
    },
    { rootMargin: `${FAR} 0px -${AHEAD}` },
  );
  onPage(() => {
    observer.disconnect();
    links.clear();
    passed.clear();
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
      document.querySelectorAll(".md-nav--secondary a[href*='#']")
    )) {
      const heading = elementAt(link.hash);
      if (!heading) continue;
      links.set(heading, link);
      observer.observe(heading);
    }
  });
}


/** Scrolls a sidebar, and nothing else, so that one of its links is in sight. @param {HTMLElement} link */
export function bringIntoSight(link) {
  const box = link.closest(".md-sidebar__scrollwrap");
  if (!box || box.scrollHeight <= box.clientHeight) return;
  const [above, { top, height }] = [box.getBoundingClientRect(), link.getBoundingClientRect()];
  const isSeen = top >= above.top && top + height <= above.bottom;
  if (!isSeen) box.scrollTop += top - above.top - box.clientHeight / 2;
}

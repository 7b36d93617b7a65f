import { afterPaint } from "../common/dom.js";
import { elementAt, focusHeading } from "./focus.js";
import { onPage } from "./pages.js";

/** How far down the window (a share of its height) a heading may stand to be the one that is being read. */
const READ = 0.2;

/** How many pixels may be missing to the end of a page that is scrolled to its end: positions are rounded. */
const NEAR = 2;

/**
 * Has the frame follow the reader: once a page's heading is out of sight, the header says its title, and a
 * button leads back to the top; the outline marks what is being read. The theme's script, where it is
 * loaded, does so itself.
 */
export function installScrolled() {
  if (document.getElementById("__config")) return;
  /** @type {Map<Element, HTMLAnchorElement[]>} links of the outlines by their headings, in order */
  let links = new Map();
  let waits = false;
  const follow = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      showTitle();
      mark(links);
    });
  };
  onPage(() => {
    links = linksByHeading();
    afterPaint(follow);
  });
  addEventListener("scroll", follow, { passive: true });
  addEventListener("resize", follow);
  addEventListener("hashchange", follow);
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest(".md-top")) return;
    focusHeading(); // The button hides.
    scrollTo({ top: 0 });
  });
}

/** @returns {number} where the part of the window begins that the header leaves free */
function headerBottom() {
  const header = document.querySelector(".md-header");
  return header ? header.getBoundingClientRect().bottom : 0;
}

function showTitle() {
  const heading = document.querySelector("main h1");
  const isShown = heading !== null && heading.getClientRects().length > 0;
  const isPast = isShown
    ? heading.getBoundingClientRect().bottom < headerBottom()
    : scrollY > innerHeight / 2;
  const title = document.querySelector(".md-header__title");
  if (title) title.classList.toggle("md-header__title--active", isPast);
  const top = document.querySelector(".md-top");
  if (top instanceof HTMLElement) top.hidden = !isPast;
}

/** @returns {Map<Element, HTMLAnchorElement[]>} of the outline beside the page, and of the one in the menu */
function linksByHeading() {
  /** @type {Map<Element, HTMLAnchorElement[]>} */
  const links = new Map();
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll(".md-nav--secondary a[href*='#']")
  )) {
    const heading = elementAt(link.hash);
    if (heading) links.set(heading, [...(links.get(heading) || []), link]);
  }
  return links;
}

/** @param {Map<Element, HTMLAnchorElement[]>} links */
function mark(links) {
  const headings = [...links.keys()];
  if (headings.length === 0) return;
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < lineOf(heading));
  const current = lastInSight(headings) || passed.pop();
  for (const [heading, ones] of links) {
    for (const link of ones) {
      link.classList.toggle("md-nav__link--passed", heading !== current && passed.includes(heading));
      link.classList.toggle("md-nav__link--active", heading === current);
    }
  }
  for (const link of (current && links.get(current)) || []) bringIntoSight(link);
}

/** @param {Element} heading @returns {number} how far down it may stand to be read: links lead to there, too */
function lineOf(heading) {
  const margin = parseFloat(getComputedStyle(heading).scrollMarginTop) || 0;
  return Math.max(margin + NEAR, innerHeight * READ);
}

/**
 * @param {Element[]} headings
 * @returns {Element | undefined} at the end of the page, where short parts can't get to the top: the one in
 *   the address if it is in sight, else the last one
 */
function lastInSight(headings) {
  const isEnd = scrollY > 0 && scrollY + innerHeight >= document.body.scrollHeight - NEAR;
  if (!isEnd) return undefined;
  const place = elementAt(location.hash);
  const isSeen = place !== null && place.getBoundingClientRect().top >= headerBottom();
  return isSeen && headings.includes(place) ? place : headings[headings.length - 1];
}

/** Scrolls a sidebar, and nothing else, so that one of its links is in sight. @param {HTMLElement} link */
export function bringIntoSight(link) {
  const box = link.closest(".md-sidebar__scrollwrap");
  if (!box || box.scrollHeight <= box.clientHeight) return;
  const [above, { top, height }] = [box.getBoundingClientRect(), link.getBoundingClientRect()];
  const isSeen = top >= above.top && top + height <= above.bottom;
  if (!isSeen) box.scrollTop += top - above.top - box.clientHeight / 2;
}

import { afterPaint } from "../common/dom.js";
import { framePart } from "../common/parts.js";
import { focusPage } from "./focus.js";
import { onPage } from "./pages.js";
import { isolate, panel } from "./panel.js";

const NARROW = matchMedia("(max-width: 76.234375em)"); // where the theme makes it a drawer
const DRAWER = ".md-sidebar--primary";
const ID = "__nav-drawer";

/**
 * The navigation drawer on narrow screens: a real button opens it, focus moves into it and stays there,
 * Escape or the close button closes it, and focus returns to where it was.
 *
 * The first button takes the place of the theme's label. The other closes it (`data-an-close="drawer"`).
 */
export function installDrawer() {
  const label = document.querySelector("label.md-header__button[for=__drawer]");
  const opener = framePart("template[data-an-menu]");
  if (!(label instanceof HTMLElement) || !(opener instanceof HTMLElement)) return;
  let release = () => {};
  let leaving = false; // A link was followed: focus belongs at its target.

  const hold = () => {
    release();
    const level = currentLevel();
    if (level) release = isolate(level, level.querySelectorAll(":not(:checked) ~ .md-nav"));
  };

  const drawer = panel((open) => {
    const modal = open && NARROW.matches;
    opener.setAttribute("aria-expanded", String(modal));
    release();
    if (modal) {
      leaving = false;
      hold();
      afterPaint(focusFirst);
    } else if (!leaving) {
      afterPaint(comeBack);
    }
  });
  if (!drawer) return;

  const comeBack = () => {
    if (!drawer.isOpen() && isIdleOr(DRAWER)) opener.focus();
  };

  opener.setAttribute("aria-controls", ID);
  opener.setAttribute("aria-expanded", "false");
  label.before(opener);
  label.hidden = true;
  opener.addEventListener("click", () => drawer.set(!drawer.isOpen()));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.isOpen()) return;
    event.stopPropagation();
    drawer.set(false);
  });
  document.addEventListener(
    "click",
    ({ target }) => {
      if (!(target instanceof Element)) return;
      if (target.closest("[data-an-close=drawer]")) drawer.set(false);
      const link = target.closest(`${DRAWER} a`);
      if (!(link instanceof HTMLAnchorElement)) return;
      leaving = true;
      if (link.pathname !== location.pathname) return;
      drawer.set(false); // No other page comes to close it.
      if (link.hash) afterPaint(focusPage); // It can't have focus before.
    },
    { capture: true }, // Links to places on the page go no further.
  );
  document.addEventListener("change", (event) => {
    const toggle = event.target;
    if (!(toggle instanceof HTMLInputElement) || !drawer.isOpen() || !NARROW.matches) return;
    if (!toggle.matches(`${DRAWER} .md-nav__toggle`)) return;
    const within = toggle.checked ? currentLevel() : toggle.parentElement;
    const control = within && within.querySelector(".an-nav-button");
    hold();
    afterPaint(() => control instanceof HTMLElement && control.focus({ preventScroll: true }));
  });
  NARROW.addEventListener("change", () => {
    leaving = true; // There is no panel to return from.
    drawer.set(false);
  });

  onPage((swapped) => {
    const element = document.querySelector(DRAWER);
    if (element) {
      element.id = ID;
      element.prepend(/** @type {Element} */ (framePart("template[data-an-drawer-close]")));
      const logo = document.querySelector(".md-header .md-logo");
      const title = element.querySelector(".md-nav__title[for=__drawer]");
      if (logo && title) title.prepend(logoIn(logo));
    }
    if (swapped) {
      leaving = true;
      drawer.set(false);
    }
  });
}

/** @returns {Element | null} the level of the navigation that covers the others in the drawer */
function currentLevel() {
  let level = document.querySelector(`${DRAWER} .md-nav--primary`);
  for (;;) {
    const deeper =
      level &&
      [...level.querySelectorAll(":scope > .md-nav__list > .md-nav__item > :checked ~ .md-nav")]
        .filter((nav) => getComputedStyle(nav).display !== "none")
        .pop();
    if (!deeper) return level;
    level = deeper;
  }
}

/** @param {Element} logo the header's @returns {Element} a copy for the drawer */
function logoIn(logo) {
  const copy = /** @type {Element} */ (logo.cloneNode(true));
  copy.className = "md-nav__button md-logo";
  return copy;
}

function focusFirst() {
  const close = document.querySelector(`${DRAWER} [data-an-close]`);
  const level = currentLevel();
  const first = close || (level && level.querySelector("button, a[href]"));
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
}

/** @param {string} selector @returns {boolean} whether focus is on nothing, or within */
function isIdleOr(selector) {
  const focused = document.activeElement;
  return !focused || focused === document.body || focused.closest(selector) !== null;
}

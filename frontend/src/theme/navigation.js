import { afterPaint } from "../common/dom.js";
import { onPage } from "./pages.js";
import { bringIntoSight } from "./scrolled.js";

const WIDE = matchMedia("(min-width: 76.25em)"); // where the theme shows a sidebar, not a drawer

const OPEN = "md-toggle--indeterminate"; // with the theme's feature `navigation.expand`

/**
 * Makes sections of the navigation accessible. The theme opens them by labels of hidden checkboxes,
 * which have no role and no state. A real button inside each label takes over; the label stays for the
 * theme's styles.
 */
export function installNavigation() {
  const equipAll = () => {
    for (const toggle of document.querySelectorAll(".md-sidebar--primary .md-nav__toggle")) {
      const item = toggle.parentElement;
      if (toggle instanceof HTMLInputElement && item) equip(toggle, item);
    }
  };
  onPage(equipAll);
  onPage(markCurrent);
  onPage(() => afterPaint(showCurrent));
  WIDE.addEventListener("change", equipAll);
}

/** Marks the entry of the current page, or of its section, which the theme shows only by colour. */
function markCurrent() {
  const active = ":is(.md-nav--primary .md-nav__item--active, .md-tabs__item--active) > a";
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll(active)
  )) {
    link.ariaCurrent = link.pathname === location.pathname ? "page" : "true";
  }
}

/** Scrolls a long menu to the entry of the current page. */
function showCurrent() {
  const entry = document.querySelector(".md-nav--primary [aria-current=page]");
  if (entry instanceof HTMLElement) bringIntoSight(entry);
}

/** @param {HTMLInputElement} toggle @param {HTMLElement} item that the checkbox opens */
function equip(toggle, item) {
  // The theme shows such a section open although its checkbox says that it isn't.
  if (WIDE.matches && toggle.classList.contains(OPEN)) {
    toggle.classList.remove(OPEN);
    toggle.checked = true;
  }
  const labels = item.querySelectorAll(`label[for="${CSS.escape(toggle.id)}"]`);
  for (const label of labels) {
    unwrap(label);
    // In a sidebar such a section is always open, and its label is just a title.
    if (WIDE.matches && item.matches(".md-nav__item--section")) continue;
    const button = wrap(label);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      toggle.click();
    });
    const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
    toggle.addEventListener("change", tell);
    tell();
    // A label that contains only an arrow gets the name of the link beside it.
    const link = item.querySelector(":scope > .md-nav__container > a");
    if (link && !(button.textContent || "").trim()) {
      button.setAttribute("aria-label", (link.textContent || "").trim());
    }
  }
  const panel = item.querySelector(":scope > .md-nav");
  if (panel) panel.removeAttribute("aria-expanded"); // Landmarks don't have this state.
}

/** @param {Element} label @returns {HTMLButtonElement} now around the label's content */
function wrap(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "an-nav-button";
  button.append(...label.childNodes);
  label.append(button);
  label.removeAttribute("tabindex");
  return button;
}

/** @param {Element} label */
function unwrap(label) {
  const button = label.querySelector(":scope > .an-nav-button");
  if (button) button.replaceWith(...button.childNodes);
}

import { afterPaint } from "../common/dom.js";
import { onPage } from "./pages.js";
import { closeByButton, isolate, makeInert, panel } from "./panel.js";

const NARROW = matchMedia("(max-width: 59.984375em)"); // where the theme lets it cover the page

/**
 * Search by keyboard: Ctrl+K or Command+K opens it anywhere, a button opens it on narrow screens,
 * Tab moves through the results, Escape closes it and returns focus.
 *
 * The header contains `<button class="an-search-open" hidden>`.
 */
export function installSearch() {
  const dialog = document.querySelector(".md-search");
  const field = document.querySelector(".md-search__input");
  const inner = document.querySelector(".md-search__inner");
  const output = document.querySelector(".md-search__output");
  const results = document.querySelector(".md-search-result__list");
  const opener = document.querySelector(".an-search-open");
  const label = document.querySelector("label.md-header__button[for=__search]");
  if (!dialog || !inner || !output || !(field instanceof HTMLInputElement)) return;
  if (!(opener instanceof HTMLElement)) return;
  let release = () => {};
  /** @type {Element | null} where focus was before the search was opened */
  let origin = null;
  let leaving = false; // Focus is moving elsewhere: out by Tab, or to the target of a result.
  let dismissed = false; // by Escape

  /** Makes what is out of sight inert. @param {boolean} open */
  const fence = (open) => {
    release();
    if (open) release = NARROW.matches ? isolate(inner) : () => {};
    else release = makeInert([NARROW.matches ? inner : output]);
    if (open && NARROW.matches) dialog.setAttribute("aria-modal", "true");
    else dialog.removeAttribute("aria-modal");
    opener.setAttribute("aria-expanded", String(open));
  };

  const search = panel("search", (open) => {
    fence(open);
    if (open) leaving = dismissed = false;
    // The theme closes the search an eighth of a second after each change of the address, even if it
    // was opened since. Whoever is typing in it goes on. A click within a click would do nothing.
    else if (document.activeElement === field && !leaving && !dismissed) {
      queueMicrotask(() => search?.set(true));
    }
    else {
      // The theme opens the search shortly after its field gets focus, even if it has been closed
      // since. A field that loses focus at once can't open it later.
      if (document.activeElement === field && (origin || NARROW.matches)) field.blur();
      afterPaint(comeBack);
    }
  });
  if (!search) return;
  onPage((swapped) => swapped && search.set(false));

  const comeBack = () => {
    if (search.isOpen()) return;
    const focused = document.activeElement;
    const idle = !focused || focused === document.body || dialog.contains(focused);
    const back = origin || (NARROW.matches ? opener : null);
    origin = null;
    // On wide screens the field stays visible, and focus may stay in it.
    if (idle && !leaving && back instanceof HTMLElement) back.focus();
  };

  const call = () => {
    if (dialog.closest("[inert]")) return; // Another panel covers the page.
    if (!search.isOpen()) origin = document.activeElement;
    if (origin === document.body || origin === field) origin = null;
    // Focus needs up-to-date styles: set it before they change, so that they are calculated only once.
    if (!search.isOpen()) release();
    field.focus({ preventScroll: true });
    field.select();
    search.set(true);
  };

  fence(search.isOpen());
  opener.hidden = false;
  if (label instanceof HTMLElement) label.hidden = true;
  opener.addEventListener("click", call);
  closeByButton("search", search);

  document.addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (command && event.key.toLowerCase() === "k") {
      event.preventDefault();
      call();
    } else if (search.isOpen() && (event.key === "Tab" || event.key === "Shift")) {
      event.stopPropagation(); // The theme would close the search, or move focus to the field.
    } else if (search.isOpen() && event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      // From a result, the first Escape goes back to the field, the next one closes the search.
      const inResults = document.activeElement !== field && dialog.contains(document.activeElement);
      if (inResults && !NARROW.matches) field.focus();
      else {
        dismissed = true;
        search.set(false);
      }
    }
  });

  // After Escape, focus may still be in the field: typing there opens the search again.
  field.addEventListener("input", () => {
    search.set(true);
    // The theme only listens to keys, which pasting, dropping and dictating don't send.
    field.dispatchEvent(new KeyboardEvent("keyup"));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !search.isOpen()) {
      event.preventDefault();
      search.set(true);
    }
  });

  dialog.addEventListener("focusout", (event) => {
    const to = /** @type {FocusEvent} */ (event).relatedTarget;
    if (!(to instanceof Node) || dialog.contains(to)) return;
    leaving = true;
    search.set(false);
  });
  dialog.addEventListener(
    "click",
    (event) => {
      if (event.target instanceof Element && event.target.closest("a")) leaving = true;
    },
    { capture: true }, // Runs before the theme closes the search.
  );
  NARROW.addEventListener("change", () => fence(search.isOpen()));

  if (results) new MutationObserver(() => openUp(results)).observe(results, { childList: true });
}

/**
 * Fixes the theme's results, whose links are not in the tab order, and whose lists of tags are marked
 * as unnamed landmarks.
 * @param {Element} results
 */
function openUp(results) {
  for (const part of results.querySelectorAll("[tabindex]")) part.removeAttribute("tabindex");
  for (const tags of results.querySelectorAll("nav")) tags.setAttribute("role", "presentation");
}

import { followedLink, isComposing, need } from "../common/dom.js";
import { framePart } from "../common/parts.js";
import { bringScripts } from "./more.js";
import { onPage } from "./pages.js";

/**
 * Opens the search: by its button in the header, or by Ctrl+K or Command+K anywhere. What searches is in
 * another script, which is loaded only then; until it is there, the dialog's field can be typed into.
 *
 * The header has a `.an-search-place` for the button, unless the course has no search. `#an-search` is a
 * template of the dialog. On the page of results its own field is used instead.
 */
export function installSearch() {
  const place = document.querySelector(".an-search-place");
  const opener = framePart("template[data-an-search]");
  const template = document.getElementById("an-search");
  if (!place || !(opener instanceof HTMLElement) || !(template instanceof HTMLTemplateElement)) return;
  /** @type {HTMLDialogElement | null} */
  let dialog = null;

  const open = () => {
    if (opener.closest("[inert]")) return; // Another panel covers the page.
    const other = document.querySelector("dialog[open]");
    if (other && other !== dialog) return;
    const own = document.querySelector("main course-search input");
    if (!own) {
      dialog = dialog || put(template);
      if (!dialog.open) show(dialog);
      bringScripts();
    }
    const field = own || need(/** @type {HTMLDialogElement} */ (dialog), "input", HTMLInputElement);
    if (!(field instanceof HTMLInputElement)) return;
    field.focus();
    field.select();
  };

  place.replaceWith(opener);
  opener.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isCommand || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    open();
  });
  onPage((swapped) => swapped && dialog && dialog.close());
}

/** @param {HTMLDialogElement} dialog whose results may be old: meanwhile scenarios may have been done */
function show(dialog) {
  dialog.showModal();
  need(dialog, "input", HTMLInputElement).dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLTemplateElement} template @returns {HTMLDialogElement} now in the page, and closed */
function put(template) {
  document.body.append(document.importNode(template.content, true));
  const dialog = need(document, "dialog.an-search", HTMLDialogElement);
  need(dialog, "input", HTMLInputElement).autofocus = true; // On the page of results it is not.
  dialog.addEventListener("keydown", (event) => {
    // In a search field, browsers would only clear it.
    if (event.key !== "Escape" || isComposing(event)) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("click", (event) => {
    const { target } = event;
    const isClosing = target instanceof Element && target.closest("[data-an-close]");
    // A click beside the dialog has the dialog itself as its target.
    if (target === dialog || isClosing || followedLink(event)) dialog.close();
  });
  return dialog;
}

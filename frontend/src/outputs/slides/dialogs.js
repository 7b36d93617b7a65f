/** The help dialog, and the list of scenarios to go to. */
import { all, need } from "../../common/dom.js";

const jump = need(document, "#jump", HTMLDialogElement);
const help = need(document, "#help", HTMLDialogElement);
const field = need(jump, "input", HTMLInputElement);

/** @returns {boolean} whether a dialog is open and takes the keys */
export const isOpen = () => jump.open || help.open;

/** @returns {boolean} whether single letters may act as shortcuts */
export const lettersAct = () => need(help, "#letters", HTMLInputElement).checked;

export function openHelp() {
  help.showModal();
}

/** @param {string} typed the initial text of the search */
export function openJump(typed) {
  field.value = typed;
  jump.showModal();
  filter();
  field.focus();
}

/** @param {(id: string) => void} go called with the id of the chosen slide */
export function wireDialogs(go) {
  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    const [first] = shown();
    if (event.key === "Enter" && first) first.click();
  });
  jump.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    event.preventDefault();
    jump.close();
    go(link.hash.slice(1));
  });
  for (const dialog of [jump, help]) {
    need(dialog, "[data-do=close]", HTMLElement).addEventListener("click", () => dialog.close());
  }
}

const links = () => /** @type {HTMLAnchorElement[]} */ (all(jump, "a"));
/** @param {HTMLElement} link @returns {HTMLElement} its entry in the list */
const rowOf = (link) => /** @type {HTMLElement} */ (link.parentElement);
const shown = () => links().filter((link) => !rowOf(link).hidden);

/** A number finds its own scenario first, then those that begin with it; words match anywhere. */
function filter() {
  const wanted = field.value.trim().toLocaleLowerCase();
  const isNumber = /^\d+$/.test(wanted);
  for (const link of links()) {
    const text = String(link.textContent).toLocaleLowerCase();
    const found = isNumber
      ? String(link.dataset.number).startsWith(wanted)
      : text.includes(wanted);
    rowOf(link).hidden = !found;
  }
  const none = need(jump, "#jump-none", HTMLElement);
  none.textContent = shown().length ? "" : String(none.dataset.words);
}

/** Lists of entries in a form: adds, moves, duplicates and removes them, and takes a removal back. */
import { data, need } from "../common/dom.js";
import { describe, entriesIn, fieldsIn } from "./form.js";

/**
 * Lets the buttons and handles of a form's lists work; each change is an `input` of the form.
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
export function lists(form, signal) {
  form.addEventListener("click", (event) => clicked(form, event), { signal });
  form.addEventListener("input", (event) => typed(event.target), { signal });
  form.addEventListener("pointerdown", (event) => grabbed(form, event), { signal });
  for (const list of form.querySelectorAll('[data-kind="list"]')) limit(/** @type {HTMLElement} */ (list));
  for (const picker of form.querySelectorAll("[data-picker]")) pick(picker);
}

/** @param {HTMLFormElement} form @param {MouseEvent} event */
function clicked(form, event) {
  const button = event.target instanceof Element && event.target.closest("button");
  const list = button && /** @type {HTMLElement | null} */ (button.closest('[data-kind="list"]'));
  if (!button || !list) return;
  const entry = /** @type {HTMLElement | null} */ (button.closest("[data-entry]"));
  button.closest(".menu")?.removeAttribute("open");
  if ("add" in button.dataset) add(list, button.dataset.add || "");
  else if ("restore" in button.dataset) restore(form, button.closest(".gone"));
  else if (button.dataset.act && entry) act(form, entry, button.dataset.act);
  else return;
  changed(form, list);
}

/** @param {HTMLFormElement} form @param {HTMLElement} list */
function changed(form, list) {
  describe(list);
  limit(list);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Adds an entry to a list.
 * @param {HTMLElement} list
 * @param {string} type of the entry; "" if there is only one
 * @param {Element} [after] the entry that it follows, if it isn't to be the last one
 */
export function add(list, type, after) {
  const template = list.querySelector(`:scope > template[data-type="${CSS.escape(type)}"]`);
  const entries = list.querySelector(":scope > [data-entries]");
  if (!(template instanceof HTMLTemplateElement) || !entries) return;
  const entry = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
  if (after) after.after(entry);
  else entries.append(entry);
  for (const inner of entry.querySelectorAll("[data-picker]")) pick(inner);
  nameAnew(entry, true);
  focusIn(entry);
}

/** @param {HTMLFormElement} form @param {HTMLElement} entry @param {string} act */
function act(form, entry, act) {
  const list = /** @type {HTMLElement} */ (entry.closest('[data-kind="list"]'));
  const all = entriesIn(list);
  const place = all.indexOf(entry);
  if (act === "below") add(list, "", entry);
  if (act === "copy") copy(form, entry);
  if (act === "remove") remove(form, entry);
  if (act !== "up" && act !== "down") return;
  if (act === "up") all[place - 1]?.before(entry);
  else all[place + 1]?.after(entry);
  need(entry, `[data-act="${act}"]`, HTMLElement).focus();
  moved(form, entry);
}

/** @param {HTMLFormElement} form @param {HTMLElement} entry */
function moved(form, entry) {
  const all = entriesIn(/** @type {Element} */ (entry.closest('[data-kind="list"]')));
  say(form, "moved", all.indexOf(entry) + 1, all.length);
}

/** @param {HTMLFormElement} form @param {HTMLElement} entry */
function copy(form, entry) {
  const made = /** @type {HTMLElement} */ (entry.cloneNode(true));
  // A copy of a select has what was chosen when the page was opened.
  const selects = made.querySelectorAll("select");
  for (const [place, one] of entry.querySelectorAll("select").entries()) selects[place].value = one.value;
  for (const one of made.querySelectorAll("[id^=about-]")) one.removeAttribute("id");
  for (const one of made.querySelectorAll("[data-findings]")) one.replaceChildren();
  for (const one of made.querySelectorAll("[data-picker]")) pick(one);
  entry.after(made);
  nameAnew(made, false);
  focusIn(made);
  say(form, "copied");
}

/** What was removed, by what is shown in its place. @type {WeakMap<Element, HTMLElement>} */
const removed = new WeakMap();

/** @param {HTMLFormElement} form @param {HTMLElement} entry */
function remove(form, entry) {
  const template = need(form, "[data-gone-template]", HTMLTemplateElement);
  const gone = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
  const title = entry.querySelector("[data-title]")?.textContent?.trim() ?? control(entry)?.value ?? "";
  need(gone, "[data-what]", HTMLElement).textContent = title && `: ${title}`;
  removed.set(gone, entry);
  entry.replaceWith(gone);
  need(gone, "button", HTMLElement).focus();
  say(form, "removed");
}

/** @param {HTMLFormElement} form @param {Element | null} gone */
function restore(form, gone) {
  const entry = gone && removed.get(gone);
  if (!gone || !entry) return;
  gone.replaceWith(entry);
  focusIn(entry);
  say(form, "restored");
}

/**
 * Gives an entry an id that no other one in its list has, if it needs one or was copied with it.
 * @param {HTMLElement} entry
 * @param {boolean} isNew
 */
function nameAnew(entry, isNew) {
  const list = /** @type {Element} */ (entry.closest('[data-kind="list"]'));
  const own = idOf(entry);
  if (!own || (isNew ? !own.closest("[data-required]") : !own.value)) return;
  const taken = entriesIn(list).filter((one) => one !== entry).map((one) => idOf(one)?.value);
  const stem = isNew ? data(entry, "stem") : own.value.replace(/-\d+$/, "");
  let count = isNew ? taken.length + 1 : 2;
  while (taken.includes(`${stem}-${count}`)) count += 1;
  own.value = `${stem}-${count}`;
}

/** @param {HTMLElement} entry @returns {HTMLInputElement | undefined} */
function idOf(entry) {
  const field = fieldsIn(entry).find((one) => one.dataset.field === "id");
  return field && /** @type {HTMLInputElement | undefined} */ (control(field));
}

/** @param {Element} part @returns {HTMLInputElement | null} */
function control(part) {
  return part.querySelector("[data-control]");
}

/** @param {HTMLElement} entry */
function focusIn(entry) {
  for (const fold of entry.querySelectorAll(":scope > .body")) fold.setAttribute("open", "");
  control(entry)?.focus();
}

/** Lets a list have only as many entries as it may. @param {HTMLElement} list */
function limit(list) {
  const most = Number(list.dataset.most || Infinity);
  const isFull = entriesIn(list).length >= most;
  for (const one of list.querySelectorAll(":scope > [data-add], :scope > .adder [data-add]")) {
    /** @type {HTMLButtonElement} */ (one).disabled = isFull;
  }
}

/** Keeps the heading of an entry up to date. @param {EventTarget | null} target */
function typed(target) {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  const field = target.closest("[data-field]");
  const entry = /** @type {HTMLElement | null} */ (field?.closest("[data-entry]") ?? null);
  if (!entry || entry.dataset.heading !== field?.getAttribute("data-field")) return;
  const title = entry.querySelector(":scope > .body > summary [data-title]");
  if (title) title.textContent = target.value;
}

/** Connects a colour's picker with its text. @param {Element} picker */
function pick(picker) {
  const text = picker.parentElement && control(picker.parentElement);
  if (!(picker instanceof HTMLInputElement) || !text) return;
  const show = () => {
    const [, digits = ""] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.value.trim()) ?? [];
    if (digits) picker.value = `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
  };
  picker.addEventListener("input", () => {
    text.value = picker.value;
  });
  text.addEventListener("input", show);
  show();
}

/** @param {HTMLFormElement} form @param {PointerEvent} event */
function grabbed(form, event) {
  const handle = event.target instanceof Element && event.target.closest("[data-handle]");
  const entry = handle && /** @type {HTMLElement | null} */ (handle.closest("[data-entry]"));
  if (!entry || event.button) return;
  event.preventDefault();
  const over = new AbortController();
  const { signal } = over;
  const next = entry.nextSibling;
  const end = () => {
    over.abort();
    entry.classList.remove("dragged");
  };
  entry.classList.add("dragged");
  // Not the entry: one that is put elsewhere isn't followed any more.
  addEventListener("pointermove", ({ clientY }) => drop(entry, clientY), { signal });
  addEventListener("pointercancel", end, { signal });
  addEventListener(
    "pointerup",
    () => {
      end();
      if (entry.nextSibling === next) return;
      moved(form, entry);
      changed(form, /** @type {HTMLElement} */ (entry.closest('[data-kind="list"]')));
    },
    { signal },
  );
}

/** Puts an entry among the others of its list where the pointer is. @param {HTMLElement} entry @param {number} y */
function drop(entry, y) {
  const others = entriesIn(/** @type {Element} */ (entry.parentElement)).filter((one) => one !== entry);
  const middle = (/** @type {Element} */ one) => {
    const { top, height } = one.getBoundingClientRect();
    return top + height / 2;
  };
  const next = others.find((one) => middle(one) > y);
  if (next && next.previousElementSibling !== entry) next.before(entry);
  else if (!next && others.length) others[others.length - 1].after(entry);
}

/** Says something to those who can't see it. @param {HTMLFormElement} form @param {string} what @param {number[]} numbers */
function say(form, what, ...numbers) {
  const status = form.querySelector("[data-said]");
  if (!(status instanceof HTMLElement)) return;
  status.textContent = numbers.reduce((text, one) => text.replace("{}", String(one)), data(status, what));
}

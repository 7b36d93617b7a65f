/** Forms made from models: reads what is entered, and connects it with what is said about it. */

/**
 * @typedef {string | Shown[] | {[name: string]: Shown}} Shown a text, the entries of a list, or the
 *   fields of a group, as `values.py` knows them
 */

const PARTS = "[data-field], [data-entry]";
const OWN_WORDS = [
  ":scope > [data-help]",
  ":scope > .about > [data-help]",
  ":scope > .fold > [data-help]",
  ":scope > .fold > .about > [data-help]",
  ":scope > [data-findings]",
].join();

/** @param {Element} part @returns {HTMLElement[]} the fields directly in a form, a field or an entry */
export function fieldsIn(part) {
  return partsIn(part).filter((one) => "field" in one.dataset);
}

/** @param {Element} part @returns {HTMLElement[]} the entries directly in a list */
export function entriesIn(part) {
  return partsIn(part).filter((one) => "entry" in one.dataset);
}

/** @param {Element} part @param {HTMLElement[]} found @returns {HTMLElement[]} */
function partsIn(part, found = []) {
  for (const child of part.children) {
    if (!(child instanceof HTMLElement)) continue;
    if ("field" in child.dataset || "entry" in child.dataset) found.push(child);
    else partsIn(child, found);
  }
  return found;
}

/** @param {Element} form @returns {{[name: string]: Shown}} what is entered, by field */
export function entered(form) {
  return valuesIn(form, current);
}

/**
 * What the page came with, by field: somebody may have typed before the script was there.
 * @param {Element} form
 * @returns {{[name: string]: Shown}}
 */
export function delivered(form) {
  return valuesIn(form, original);
}

/** @param {Element} form @param {(control: Element | null) => string} read @returns {{[name: string]: Shown}} */
function valuesIn(form, read) {
  return Object.fromEntries(fieldsIn(form).map((one) => [one.dataset.field || "", valueOf(one, read)]));
}

/**
 * @param {HTMLElement} part a field or an entry
 * @param {(control: Element | null) => string} read
 * @returns {Shown}
 */
function valueOf(part, read) {
  const { kind } = part.dataset;
  if (kind === "list") return entriesIn(part).map((one) => valueOf(one, read));
  if (kind === "group" || kind === "typed") {
    const type = part.querySelector("[data-type-name]");
    const fields = valuesIn(part, read);
    if (type instanceof HTMLInputElement && kind === "typed") fields.type = type.value;
    return fields;
  }
  return read(part.querySelector("[data-control]"));
}

/** @param {Element | null} control */
function current(control) {
  if (control instanceof HTMLInputElement && control.type === "checkbox") return control.checked ? "yes" : "no";
  return /** @type {HTMLInputElement | null} */ (control)?.value ?? "";
}

/** @param {Element | null} control */
function original(control) {
  if (control instanceof HTMLInputElement && control.type === "checkbox") return control.defaultChecked ? "yes" : "no";
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    return (options.find((one) => one.defaultSelected) ?? options[0])?.value ?? "";
  }
  return /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (control)?.defaultValue ?? "";
}

/**
 * The part of a form that a path of keys leads to, or the nearest one above it.
 * @param {Element} form
 * @param {readonly (string | number)[]} keys
 * @returns {Element}
 */
export function partAt(form, keys) {
  let part = form;
  for (const key of keys) {
    const next =
      typeof key === "number" ? entriesIn(part)[key] : fieldsIn(part).find((one) => one.dataset.field === key);
    if (!next) break;
    part = next;
  }
  return part;
}

let number = 0;

/** Connects the controls of a part with what is said about them. @param {Element} root */
export function describe(root) {
  for (const part of root.querySelectorAll(PARTS)) {
    const own = [...part.querySelectorAll(OWN_WORDS)];
    for (const one of own) one.id ||= `about-${(number += 1)}`;
    const described = part.matches("fieldset") ? part : part.querySelector("[data-control]");
    described?.setAttribute("aria-describedby", own.map((one) => one.id).join(" "));
  }
}

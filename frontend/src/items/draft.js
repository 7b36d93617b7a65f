/**
 * What has been entered in an item's form but not checked yet: names and values of its controls, in
 * their order on the page.
 *
 * @typedef {[name: string, value: string][]} Draft
 */

const MOST = 100; // controls
const LONGEST = 4000; // characters in one of them

/** @param {unknown} value of a record @returns {value is Draft} */
export const isDraft = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= MOST &&
  value.every(
    (pair) =>
      Array.isArray(pair) &&
      pair.length === 2 &&
      pair.every((text) => typeof text === "string" && text.length <= LONGEST),
  );

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} list whose entries give the answer by their order
 * @returns {Draft | null} null if nothing is entered
 */
export function draftIn(form, list) {
  const draft = /** @type {Draft} */ ([...new FormData(form)]);
  // Entries of such a list have empty fields: with a script, their order on the page is what counts.
  const empty = !list && draft.every(([, value]) => value === "");
  return empty || !isDraft(draft) ? null : draft;
}

/**
 * Shows a draft. Names that the form doesn't have are ignored.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} list whose entries give the answer by their order
 * @param {Draft} draft
 */
export function putDraft(form, list, draft) {
  for (const control of form.elements) {
    const values = draft.flatMap(([name, value]) => ("name" in control && name === control.name ? [value] : []));
    if (control instanceof HTMLInputElement && control.type !== "text") {
      control.checked = values.includes(control.value);
    } else if (control instanceof HTMLInputElement) {
      control.value = values[0] ?? "";
    } else if (control instanceof HTMLSelectElement) {
      const options = [...control.options].map(({ value }) => value);
      control.value = options.includes(values[0]) ? values[0] : "";
    }
  }
  if (!list) return;
  const entries = draft.flatMap(([name]) => list.querySelector(`[data-entry="${CSS.escape(name)}"]`) || []);
  if (new Set(entries).size === list.children.length) list.append(...entries);
}

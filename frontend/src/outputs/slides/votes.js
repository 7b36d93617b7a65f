/** Counts of raised hands: fields on the vote's slide, repeated on the slides with the verdicts. */
import { all, need } from "../../common/dom.js";

/** @param {HTMLElement} slide @returns {HTMLInputElement[]} its fields, in the order of replies */
export function fields(slide) {
  return /** @type {HTMLInputElement[]} */ (all(slide, ".hands input"));
}

/**
 * Moves focus to the next field on Enter, and out of the last one.
 * @param {HTMLInputElement} field
 * @param {HTMLElement} slide
 */
export function nextField(field, slide) {
  const every = fields(slide);
  const next = every[every.indexOf(field) + 1];
  if (next) next.select();
  else leave(field, slide);
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLElement} slide which takes the focus if it can
 */
export function leave(field, slide) {
  field.blur();
  slide.focus({ preventScroll: true });
}

/** @param {ParentNode} deck @returns {Record<string, string>} counts by the field's id */
export function counts(deck) {
  const every = /** @type {HTMLInputElement[]} */ (all(deck, ".hands input"));
  return Object.fromEntries(every.filter((one) => one.value).map((one) => [one.id, one.value]));
}

/**
 * Shows counts in the fields and on the slides with the verdicts.
 * @param {ParentNode} deck
 * @param {Record<string, unknown>} known by the field's id
 */
export function show(deck, known) {
  for (const field of /** @type {HTMLInputElement[]} */ (all(deck, ".hands input"))) {
    const value = known[field.id] === undefined ? "" : String(known[field.id]);
    if (field.value !== value) field.value = value;
  }
  for (const tally of all(deck, ".tally")) {
    const value = known[String(tally.dataset.hands)];
    tally.hidden = value === undefined;
    need(tally, "strong", HTMLElement).textContent = value === undefined ? "" : String(value);
  }
}

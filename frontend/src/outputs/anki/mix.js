/**
 * Shuffles the lists on a flashcard each time it is shown, with the same order on its back. Pure
 * except for the card and the storage that are passed in.
 *
 * A card has one template for both sides. Some programs show the back on a new page, others on the
 * front's page, so the seed is kept where either can find it.
 */
import { newSeed, shuffled } from "../../common/shuffle.js";

const NAME = "answerable-order";

/** @typedef {{[name: string]: unknown}} Global what lasts as long as the page */

/**
 * @param {ParentNode} card
 * @param {Global} page
 * @param {() => Storage} storage what lasts from page to page; access may be denied
 */
export function mixLists(card, page, storage) {
  const seed = card.querySelector("#answer") ? recall(page, storage) : keep(newSeed(), page, storage);
  if (seed === null) return;
  for (const list of card.querySelectorAll(".front .mixed")) list.append(...shuffled([...list.children], seed));
}

/** @param {number} seed @param {Global} page @param {() => Storage} storage @returns {number} the seed */
function keep(seed, page, storage) {
  page[NAME] = seed;
  try {
    storage().setItem(NAME, String(seed));
  } catch {
    // Without storage, only a back on the same page knows the order.
  }
  return seed;
}

/** @param {Global} page @param {() => Storage} storage @returns {number | null} the seed of the front */
function recall(page, storage) {
  if (typeof page[NAME] === "number") return page[NAME];
  try {
    const kept = storage().getItem(NAME);
    return kept === null ? null : Number(kept);
  } catch {
    return null;
  }
}

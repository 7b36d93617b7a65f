/**
 * Flashcards: the lists of a card in another order at each look, and in the same one behind. Pure but
 * for the card and the memory that it is given.
 *
 * A card is written once for both sides. Some programs show the back on a page of its own, others on
 * that of the front, so the seed is kept where each can find it.
 */
import { newSeed, shuffled } from "../../common/shuffle.js";

const NAME = "answerable-order";

/** @typedef {{[name: string]: unknown}} Global what stays while the page is the same */

/**
 * @param {ParentNode} card
 * @param {Global} page
 * @param {() => Storage} storage what stays from page to page; asking for it may be refused
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
    // Without a memory, only a back on the same page knows the order.
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

import { onPage } from "./pages.js";

const NAME = "an-searched"; // of the marks, for the styles

/**
 * Marks the words that a search has led to: those in the address's `h`, which is taken out of it. The page
 * itself stays as it is; browsers that can't mark words so show none.
 */
export function installMarks() {
  onPage(() => {
    const address = new URL(location.href);
    const words = address.searchParams.getAll("h");
    CSS.highlights?.delete(NAME);
    if (words.length === 0) return;
    address.searchParams.delete("h");
    history.replaceState(history.state, "", address);
    const main = document.querySelector("main article");
    if (main) CSS.highlights?.set(NAME, new Highlight(...rangesOf(main, words)));
  });
}

/** @param {Element} element @param {readonly string[]} words @returns {Range[]} where it has them */
function rangesOf(element, words) {
  const alike = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const word = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alike.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const ranges = [];
  while (texts.nextNode()) {
    const text = /** @type {Text} */ (texts.currentNode);
    for (const { index, 0: found } of text.data.matchAll(word)) {
      const range = document.createRange();
      range.setStart(text, /** @type {number} */ (index));
      range.setEnd(text, /** @type {number} */ (index) + found.length);
      ranges.push(range);
    }
  }
  return ranges;
}

/** One result, as an entry of a list. */

/**
 * @typedef {import("../../search/engine/engine.js").Hit} Hit
 * @typedef {import("../../search/engine/engine.js").Piece} Piece
 */

/**
 * @param {Hit} hit
 * @param {string} root of the site in this language
 * @param {boolean} marks whether the page that it leads to marks the words, too
 * @returns {HTMLLIElement}
 */
export function hitItem(hit, root, marks) {
  const { address, title, excerpt, module, department, channel, language } = hit;
  const link = document.createElement("a");
  link.href = root + (marks ? withWords(address, [...title, ...excerpt]) : address);
  link.append(...marked(title));
  const about = [...spoken(module), ...spoken(department, language), ...spoken(channel, language)];
  const item = document.createElement("li");
  item.append(line("an-hit-title", [link], language));
  if (excerpt.length > 0) item.append(line("an-hit-text", marked(excerpt), language));
  if (about.length > 0) item.append(line("an-hit-about", about.flatMap((one, at) => (at > 0 ? [" · ", one] : one))));
  return item;
}

/** @param {string} text @param {string} [language] of the text @returns {HTMLSpanElement[]} none for no text */
function spoken(text, language) {
  if (!text) return [];
  const span = document.createElement("span");
  if (language) span.lang = language;
  span.append(text);
  return [span];
}

/** @param {string} address @param {Piece[]} pieces @returns {string} which says what is marked in them */
function withWords(address, pieces) {
  const words = pieces.filter(({ marked }) => marked).map(({ text }) => text.toLowerCase());
  const [page, place] = address.split("#");
  const query = new URLSearchParams([...new Set(words)].map((word) => ["h", word]));
  return `${page}?${query}${place === undefined ? "" : `#${place}`}`;
}

/**
 * @param {string} name
 * @param {(Node | string)[]} content
 * @param {string} [language] of the content, if it isn't translated
 * @returns {HTMLParagraphElement}
 */
function line(name, content, language) {
  const paragraph = document.createElement("p");
  paragraph.className = name;
  paragraph.dir = "auto";
  if (language) paragraph.lang = language;
  paragraph.append(...content);
  if (RIGHT_TO_LEFT.test(paragraph.textContent || "")) keepNumbers(paragraph);
  return paragraph;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

const NUMBER = /((?<![\w#&;.,:/+-])(?:\+\d[\d() ./-]*\d|\d+(?:(?: ?[–—-] ?|[.,:/])\d+)+)(?!\w))/;

/** As `bidi.py` does for pages: numbers of several parts keep their direction. @param {Element} element */
function keepNumbers(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) {
    const parts = text.data.split(NUMBER).map((part, place) => {
      if (place % 2 === 0) return part;
      const number = document.createElement("bdi");
      number.dir = "ltr";
      number.textContent = part;
      return number;
    });
    text.replaceWith(...parts);
  }
}

/** @param {readonly Piece[]} pieces @returns {(Node | string)[]} */
const marked = (pieces) =>
  pieces.map(({ text, marked: isMarked }) => {
    if (!isMarked) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });

/**
 * Writes a learner's own scenario as a text that `answerable import` reads: a label before each part.
 *
 * The import takes a line as a label if it looks like one, also within a line after a sentence, and
 * joins lines that no empty line separates. So whatever could be mistaken is put on a line of its own,
 * with a backslash before its first letter, which the import removes.
 */

/** The parts in the order of the file. */
const PARTS = /** @type {const} */ ([
  "title",
  "situation",
  "given",
  "effect",
  "better",
  "why",
  "lesson",
  "solutions",
]);

/** What begins an entry of a list. */
const BULLET = /^(?:[-*+–—•]|\d{1,3}[.)])\s+/;

/** Lines of signs alone, which would be rules, underlines of headings, or rows of a table. */
const ONLY_SIGNS = /^[-=*_~`|:+\s]*$/;

/** Signs that would make a heading, a quotation or code of a line, or emphasis of a label. */
const LEADING = /^(?:[#>|`~*_]+\s*)+/u;

/** Bullets, emoji, letters and numbers, which the import looks behind for a label. */
const DECORATION = /^(?:[^\p{L}\p{N}“"„«‘'¿¡]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s)+/iu;

/** Where a sentence or a sign ends, behind which the import looks for labels. */
const STOPS = /(?<=[^\p{L}\p{M}\p{N},\s])\s+/u;

/** What the first words of a line contain if they could be a label. */
const LIKE_LABEL = /[:：?؟–—*_“"„«()]|\s-\s|\d[.)]/;

/** A word within a line that could begin a label: a colon follows, but not that of an address. */
const LABEL = /^\p{L}.{0,89}?[:：](?!\/\/)/u;

const FIRST = 90; // characters in which a label ends
const FEW = 8; // words of a line that could be a heading

/**
 * @param {import("./records.js").OwnScenario} scenario
 * @param {Record<(typeof PARTS)[number], string>} labels by which the import knows the parts
 * @returns {string} the text of the file; parts without words are left out
 */
export function written(scenario, labels) {
  const parts = PARTS.map((name) => {
    const lines = linesOf(name, scenario);
    return lines.length > 0 ? [`${labels[name]}:`, ...lines].join("\n") : "";
  });
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** @param {(typeof PARTS)[number]} name @param {import("./records.js").OwnScenario} scenario @returns {string[]} */
function linesOf(name, scenario) {
  if (name === "title") {
    const title = titleOf(oneLine(scenario.title));
    return title ? [isLikeLabel(title) ? `\\${title}` : title] : [];
  }
  if (name === "solutions") {
    return scenario.solutions
      .map((one) => safe(oneLine(one)))
      .filter(Boolean)
      .map((one, place) => `${place + 1}. ${one}`);
  }
  return paragraphs(scenario[name]);
}

/**
 * @param {string} text
 * @returns {string} a title, which must stay on one line: so a label within it loses its colon, and one
 *   at its start what stands before it
 */
function titleOf(text) {
  const bare = text.replace(DECORATION, "");
  const [first, ...others] = (LIKE_LABEL.test(bare) ? bare : text).split(STOPS);
  return [first, ...others.map((part) => (LABEL.test(part) ? part.replace(/[:：]/, " –") : part))].join(" ");
}

/** @param {string} text @returns {string} */
const oneLine = (text) => text.replace(/\s+/gu, " ").trim();

/** @param {string} text @returns {string[]} its lines, with an empty one between paragraphs */
function paragraphs(text) {
  const lines = text.split(/\r?\n/).map((line) => oneLine(line)).filter((line) => !ONLY_SIGNS.test(line));
  return lines.flatMap((line, place) => {
    const bullet = (BULLET.exec(line) || [""])[0];
    const isNext = place > 0 && !(bullet && BULLET.test(lines[place - 1]));
    return [...(isNext ? [""] : []), bullet + safe(line.slice(bullet.length))];
  });
}

/** @param {string} line without a bullet @returns {string} the same on one or several lines, without labels */
function safe(line) {
  const bare = line.replace(LEADING, "");
  const [first = "", ...others] = bare.split(STOPS);
  const rest = others.map((part) => (LABEL.test(part) ? `\n\\${part}` : ` ${part}`));
  const text = first + rest.join("");
  return isLikeLabel(text.split("\n")[0]) ? `\\${text}` : text;
}

/** @param {string} line @returns {boolean} */
const isLikeLabel = (line) =>
  /^\p{L}/u.test(line) &&
  (LIKE_LABEL.test(line.slice(0, FIRST)) || (line.split(" ").length <= FEW && !/[.!…]$/.test(line)));

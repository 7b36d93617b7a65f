/** The part of a page that a result shows, with the words that were asked for. */
import { folded, isUnspaced, readings, words } from "./tokens.js";

/**
 * @typedef {object} Piece
 * @property {string} text
 * @property {boolean} marked
 *
 * @typedef {object} Wanted
 * @property {Set<string>} forms words, folded
 * @property {string[]} beginnings of words
 * @property {string[]} runs of scripts without spaces
 * @property {Map<string, boolean>} seen whether a word is wanted, for those that have been looked at
 */

const LENGTH = 180;
const BEFORE = 60; // what is shown before the first marked word, at most
const PIECE = /[\p{L}\p{N}\p{M}]+(?:['’\u2010\u2011-][\p{L}\p{N}\p{M}]+)*/gu;

/**
 * @param {string} text
 * @param {Wanted} wanted
 * @returns {Piece[]}
 */
export function marked(text, wanted) {
  /** @type {Piece[]} */
  const pieces = [];
  const add = (/** @type {string} */ part, /** @type {boolean} */ isMarked) => {
    if (!part) return;
    const last = pieces[pieces.length - 1];
    if (last && last.marked === isMarked) last.text += part;
    else pieces.push({ text: part, marked: isMarked });
  };
  let end = 0;
  for (const { 0: word, index = 0 } of text.matchAll(PIECE)) {
    add(text.slice(end, index), false);
    if (isUnspaced(word)) {
      for (const [part, isMarked] of withRuns(word, wanted.runs)) add(part, isMarked);
    } else {
      const isMarked = wanted.seen.get(word) ?? isWanted(word, wanted);
      wanted.seen.set(word, isMarked);
      add(word, isMarked);
    }
    end = index + word.length;
  }
  add(text.slice(end), false);
  return pieces;
}

/** @param {string} word @param {string[]} runs @returns {Generator<[string, boolean]>} */
function* withRuns(word, runs) {
  let rest = word;
  while (rest) {
    const found = runs
      .map((run) => ({ run, at: rest.indexOf(run) }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at || other.run.length - one.run.length)[0];
    if (!found) break;
    yield [rest.slice(0, found.at), false];
    yield [found.run, true];
    rest = rest.slice(found.at + found.run.length);
  }
  yield [rest, false];
}

/** @param {string} piece @param {Wanted} wanted */
function isWanted(piece, { forms, beginnings }) {
  return words(piece).some((word) =>
    readings(word).some((units) =>
      units.some((unit) => {
        const plain = folded(unit);
        return forms.has(plain) || beginnings.some((one) => plain.startsWith(one));
      }),
    ),
  );
}

/**
 * @param {string[]} passages
 * @param {Wanted} wanted
 * @returns {{place: number, pieces: Piece[]}} the excerpt, and which passage it is from
 */
export function excerpt(passages, wanted) {
  let best = { place: 0, count: -1, pieces: /** @type {Piece[]} */ ([]) };
  passages.forEach((passage, place) => {
    const pieces = marked(passage, wanted);
    const different = new Set(pieces.filter((one) => one.marked).map((one) => one.text.toLowerCase()));
    if (different.size > best.count) best = { place, count: different.size, pieces };
  });
  return { place: best.place, pieces: shortened(best.pieces) };
}

/** @param {Piece[]} pieces @returns {Piece[]} */
function shortened(pieces) {
  const whole = pieces.map((one) => one.text).join("");
  if (whole.length <= LENGTH) return pieces;
  let first = 0;
  for (const piece of pieces) {
    if (piece.marked) break;
    first += piece.text.length;
  }
  if (first === whole.length) first = 0; // Nothing is marked.
  let start = 0;
  if (first > BEFORE) {
    start = Math.min(first, whole.length - LENGTH + BEFORE);
    start = Math.max(0, Math.min(first - BEFORE / 2, start));
    const space = whole.indexOf(" ", start);
    start = space >= 0 && space < first ? space + 1 : Math.floor(start);
  }
  let end = Math.min(whole.length, start + LENGTH);
  if (end < whole.length) {
    const space = whole.lastIndexOf(" ", end);
    if (space > start + LENGTH / 2) end = space;
  }
  const shown = [];
  if (start > 0) shown.push({ text: "… ", marked: false });
  let at = 0;
  for (const { text, marked: isMarked } of pieces) {
    const part = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    if (part) shown.push({ text: part, marked: isMarked });
    at += text.length;
  }
  if (end < whole.length) shown.push({ text: " …", marked: false });
  return shown;
}

/**
 * Turns a learner's answers into the form for a platform's report.
 *
 * The package contains the questions (`answerable-lms-questions.js`), because the page with the
 * question isn't always open when an answer is reported.
 *
 * @typedef {[id: string, words: string]} Entry of an item: its words are plain text and short
 *
 * @typedef {object} Question
 * @property {"choice" | "matching" | "sequencing" | "fill-in"} type in SCORM's terms
 * @property {number} weight its maximum points
 * @property {string} asks the question in a few words
 * @property {Entry[]} entries what is chosen, matched or put in order; none for gaps
 * @property {Entry[]} [targets] what entries are matched with
 * @property {any} right the right answer, in the form of the records; for gaps, their first texts
 *
 * @typedef {object} Label one entry in a report
 * @property {string} id
 * @property {string} mark `a` for the first entry, `1` for the first target, and so on
 * @property {string} words
 *
 * @typedef {{type: "choice" | "sequencing", labels: Label[]}
 *   | {type: "matching", pairs: [Label, Label][]}
 *   | {type: "fill-in", texts: string[]}} Response
 */

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ENTRY_MARKS = `${LETTERS}0123456789`;
const TARGET_MARKS = `123456789${LETTERS}`;

/** How many characters of each entry may be shown; the first that fits is used. */
const LENGTHS = [60, 45, 35, 25, 18, 12, 8, 5];

/** @param {Question} question @returns {Label[]} what is chosen, matched or put in order */
export const entriesOf = ({ entries }) => labelled(entries, ENTRY_MARKS);

/** @param {Question} question @returns {Label[]} what entries are matched with */
export const targetsOf = ({ targets = [] }) => labelled(targets, TARGET_MARKS);

/** @param {Entry[]} entries @param {string} marks @returns {Label[]} */
const labelled = (entries, marks) =>
  entries.map(([id, words], place) => ({ id, mark: markOf(marks, place), words }));

/** @param {string} marks @param {number} place @returns {string} no two of an item are the same */
function markOf(marks, place) {
  const round = Math.floor(place / marks.length);
  return marks[place % marks.length] + (round === 0 ? "" : `_${round}`);
}

/**
 * @param {Question} question
 * @param {any} answer in the form of the records
 * @returns {Response | null} null if the question has changed and the answer no longer fits
 */
export function responseTo(question, answer) {
  if (answer === null || answer === undefined) return null;
  const { type } = question;
  if (type === "fill-in") return filledIn(answer);
  const entries = entriesOf(question);
  if (type === "matching") return matched(entries, targetsOf(question), answer);
  const labels = [answer].flat().map((id) => entries.find((one) => one.id === id));
  return isWhole(labels) ? { type, labels } : null;
}

/** @param {any} answer @returns {Response | null} */
function filledIn(answer) {
  const given = Array.isArray(answer) && answer.every((one) => typeof one === "string");
  return given ? { type: "fill-in", texts: answer } : null;
}

/** @param {Label[]} entries @param {Label[]} targets @param {any} answer @returns {Response | null} */
function matched(entries, targets, answer) {
  const chosen = entries.map(({ id }) => targets.find((one) => one.id === answer[id]));
  if (!isWhole(chosen)) return null;
  return { type: "matching", pairs: entries.map((entry, place) => [entry, chosen[place]]) };
}

/**
 * A text that names entries by their words, all cut to the same length so that they fit.
 * @param {(brief: (words: string) => string) => string} form makes it; `brief` shortens an entry
 * @param {number} room in characters
 * @returns {string | undefined} undefined if there is no room for any words
 */
export const fitted = (form, room) =>
  LENGTHS.map((most) => form((words) => brief(words, most))).find((text) => text.length <= room);

/** @param {string} words @param {number} most characters @returns {string} whole words, if any fit */
function brief(words, most) {
  if (words.length <= most) return words;
  const start = cut(words, most - 1);
  return `${start.slice(0, start.lastIndexOf(" ") + 1).trim() || start}…`;
}

/** @param {string} text @param {number} most @returns {string} never with half a character at its end */
export const cut = (text, most) => text.slice(0, most).replace(/[\ud800-\udbff]$/, "");

/** @param {(Label | undefined)[]} labels @returns {labels is Label[]} */
const isWhole = (labels) => labels.every((one) => one !== undefined);

/** Loads the questions of a scenario, which have their own file (`site/questions.py`). */
import { dataAt, fragmentOf } from "./data.js";
import { linked } from "./dom.js";

/** @type {Map<string, DocumentFragment>} by address */
const read = new Map();

/**
 * @param {string} folder address of the folder of these files
 * @param {string} scenario
 * @returns {Promise<DocumentFragment | null>} a `template[data-item]` for each question; null if the
 *   file can't be loaded, for example without a connection
 */
export async function questionsOf(folder, scenario) {
  const address = new URL(`${scenario}.js`, new URL(folder, document.baseURI)).href;
  const html = await dataAt(address);
  if (html === null) return null;
  const questions = read.get(address) || fragmentOf(html);
  if (!read.has(address)) {
    for (const { content } of questions.querySelectorAll("template")) linked(content, address);
    read.set(address, questions);
  }
  return questions;
}

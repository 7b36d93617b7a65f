/** Loads the questions of a scenario, which have their own file (`site/questions.py`). */
import { all } from "./dom.js";

/** @type {Map<string, Promise<DocumentFragment | null>>} by address */
const loaded = new Map();

/**
 * @param {string} folder address of the folder of these files
 * @param {string} scenario
 * @returns {Promise<DocumentFragment | null>} a `template[data-item]` for each question; null if the
 *   file can't be loaded, for example without a connection
 */
export async function questionsOf(folder, scenario) {
  const address = new URL(`${scenario}.js`, new URL(folder, document.baseURI)).href;
  const before = loaded.get(address) || load(address);
  loaded.set(address, before);
  const questions = await before;
  if (!questions) loaded.delete(address); // It may load next time.
  return questions;
}

/** @param {string} address @returns {Promise<DocumentFragment | null>} */
function load(address) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.addEventListener("answerable:questions", (event) => {
      const template = document.createElement("template");
      template.innerHTML = /** @type {CustomEvent} */ (event).detail;
      resolve(linked(template.content, address));
    });
    script.onload = script.onerror = () => {
      resolve(null); // No effect if the questions have been loaded.
      script.remove();
    };
    script.src = address;
    document.head.append(script);
  });
}

/**
 * @param {DocumentFragment} questions
 * @param {string} address of their file, from which their links count
 * @returns {DocumentFragment} the same, with links that lead to the same place from any page
 */
function linked(questions, address) {
  for (const { content } of questions.querySelectorAll("template")) {
    for (const link of all(content, "a[href]")) {
      link.setAttribute("href", new URL(link.getAttribute("href") || "", address).href);
    }
  }
  return questions;
}

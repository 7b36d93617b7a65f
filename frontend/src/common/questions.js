/** Loads the questions of a scenario, which have their own file (`site/questions.py`). */
import { linked } from "./dom.js";

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
      for (const { content } of template.content.querySelectorAll("template")) linked(content, address);
      resolve(template.content);
    });
    script.onload = script.onerror = () => {
      resolve(null); // No effect if the questions have been loaded.
      script.remove();
    };
    script.src = address;
    document.head.append(script);
  });
}

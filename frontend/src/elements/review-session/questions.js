/** The questions of a scenario, which lie in a file of their own (`site/questions.py`). */

/** @type {Map<string, Promise<DocumentFragment | null>>} by address */
const loaded = new Map();

/**
 * @param {string} address of the file
 * @returns {Promise<DocumentFragment | null>} a `template[data-item]` for each question; null where
 *   the file cannot be had, as without a connection
 */
export async function questionsAt(address) {
  const before = loaded.get(address) || load(address);
  loaded.set(address, before);
  const questions = await before;
  if (!questions) loaded.delete(address); // It may come next time.
  return questions;
}

/** @param {string} address @returns {Promise<DocumentFragment | null>} */
function load(address) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.addEventListener("answerable:questions", (event) => {
      const template = document.createElement("template");
      template.innerHTML = /** @type {CustomEvent} */ (event).detail;
      resolve(template.content);
    });
    script.onload = script.onerror = () => {
      resolve(null); // Without effect where the questions have come.
      script.remove();
    };
    script.src = address;
    document.head.append(script);
  });
}

/** Loads data from files that are scripts (`site/data.py`). */

/** @type {Map<string, Promise<string | null>>} by address */
const loaded = new Map();

/**
 * @param {string} address of a file
 * @returns {Promise<string | null>} its text; null if it can't be loaded, for example without a connection
 */
export async function dataAt(address) {
  const before = loaded.get(address) || load(address);
  loaded.set(address, before);
  const text = await before;
  if (text === null) loaded.delete(address); // It may load next time.
  return text;
}

/** @param {string} address @returns {Promise<string | null>} */
function load(address) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.addEventListener("answerable:data", (event) => {
      resolve(/** @type {CustomEvent} */ (event).detail);
    });
    script.onload = script.onerror = () => {
      resolve(null); // No effect if the data has been passed on.
      script.remove();
    };
    script.src = address;
    document.head.append(script);
  });
}

/** @param {string} html @returns {DocumentFragment} */
export function fragmentOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

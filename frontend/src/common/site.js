/** Where this site is on its host. */

/**
 * @param {string | null} script address of this script, which is in `assets/` below the site's root
 * @returns {string} path of the site's root, with a slash at both ends
 */
export function rootOf(script) {
  return script === null ? "/" : new URL("..", script).pathname;
}

const script = typeof document === "undefined" ? null : document.currentScript;
const address = script && "src" in script ? String(script.src) : null;

/**
 * Path of this site's root. It is read once, while the script loads, so that it stays correct when
 * pages are swapped without a reload. It also works below any folder and on file://.
 */
export const ROOT = rootOf(address);

/**
 * @param {string} name of a script in `assets/`
 * @returns {string} its address; after a `?`, it says the same build as this script's own
 */
export const scriptAddress = (name) =>
  `${ROOT}assets/${name}${address === null ? "" : new URL(address).search}`;

/**
 * @param {string} href of a page of this site
 * @returns {string | null} its address for others, without a place in the page; null on file://
 */
export const publicAddress = (href) => (href.startsWith("http") ? href.split(/[?#]/)[0] : null);

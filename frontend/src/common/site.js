/** Where this site is on its host. */

/**
 * @param {string | null} script address of this script, which is in `assets/` below the site's root
 * @returns {string} path of the site's root, with a slash at both ends
 */
export function rootOf(script) {
  return script === null ? "/" : new URL("..", script).pathname;
}

const script = typeof document === "undefined" ? null : document.currentScript;

/**
 * Path of this site's root. It is read once, while the script loads, so that it stays correct when
 * pages are swapped without a reload. It also works below any folder and on file://.
 */
export const ROOT = rootOf(script && "src" in script ? String(script.src) : null);

/**
 * @param {string} href of a page of this site
 * @returns {string | null} its address for others, without a place in the page; null on file://
 */
export const publicAddress = (href) => (href.startsWith("http") ? href.split(/[?#]/)[0] : null);

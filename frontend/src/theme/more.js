import { onPage } from "./pages.js";
import { scriptAddress } from "../common/site.js";

/** The other scripts, by selectors of the elements that each of them defines. */
const SCRIPTS = {
  ":not(:defined, course-search)": "answerable-course.js",
  "course-search:not(:defined)": "answerable-search.js",
};

/** @type {Set<string>} scripts that are on their way, or there */
const brought = new Set();

/**
 * Loads the scripts of elements that need one. Usually the page itself loads `course.js`, but when pages
 * are swapped without a reload, nothing runs the scripts of the new page, and pages built by another
 * engine may not load it.
 */
export function bringScripts() {
  for (const [elements, name] of Object.entries(SCRIPTS)) {
    if (brought.has(name) || !document.querySelector(elements)) continue;
    brought.add(name);
    const script = document.createElement("script");
    script.src = scriptAddress(name);
    script.onerror = () => {
      brought.delete(name); // No connection: it is tried again once there is one, or by the next page.
    };
    document.head.append(script);
  }
}

export function installScripts() {
  // By then the page's own deferred scripts have run.
  document.addEventListener("DOMContentLoaded", bringScripts);
  addEventListener("online", bringScripts);
  onPage((swapped) => swapped && bringScripts());
}

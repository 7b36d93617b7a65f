import { onPage } from "./pages.js";
import { ROOT } from "../common/site.js";

/**
 * A page that needs `course.js` brings it. Where pages are swapped without a reload, nothing runs
 * the scripts of the new page, and a page of another engine may not know of it: then it is brought
 * here, once an element waits for its script.
 */
export function installCourseScript() {
  /** @type {HTMLScriptElement | null} */
  let script = null;
  const bring = () => {
    if (script || !document.querySelector(":not(:defined)")) return;
    script = document.createElement("script");
    script.src = `${ROOT}assets/answerable-course.js`;
    script.onerror = () => {
      script = null; // Without a connection: the next page tries again.
    };
    document.head.append(script);
  };
  // By then a script that the page itself defers has run.
  document.addEventListener("DOMContentLoaded", bring);
  onPage((swapped) => swapped && bring());
}

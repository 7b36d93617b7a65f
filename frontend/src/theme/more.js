import { onPage } from "./pages.js";
import { scriptAddress } from "../common/site.js";

/**
 * Loads `course.js` once an element needs it. Usually the page itself loads it, but when pages are
 * swapped without a reload, nothing runs the scripts of the new page, and pages built by another
 * engine may not load it.
 */
export function installCourseScript() {
  /** @type {HTMLScriptElement | null} */
  let script = null;
  const bring = () => {
    if (script || !document.querySelector(":not(:defined)")) return;
    script = document.createElement("script");
    script.src = scriptAddress("answerable-course.js");
    script.onerror = () => {
      script = null; // No connection: it is tried again once there is one, or by the next page.
    };
    document.head.append(script);
  };
  // By then the page's own deferred scripts have run.
  document.addEventListener("DOMContentLoaded", bring);
  addEventListener("online", bring);
  onPage((swapped) => swapped && bring());
}

/**
 * The entry point of the search, which `main.js` loads when somebody comes to it. It shares that script's
 * modules (see `build.mjs`).
 */
import { define } from "./common/dom.js";
import { courseSearch } from "./elements/course-search/course-search.js";

define("course-search", courseSearch);

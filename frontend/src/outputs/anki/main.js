/** The entry point on both sides of a flashcard, in programs that run scripts. */
import { mixLists } from "./mix.js";

mixLists(document, /** @type {any} */ (window), () => sessionStorage);

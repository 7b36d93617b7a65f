/** On both sides of a card, in programs for flashcards that run scripts. */
import { mixLists } from "./mix.js";

mixLists(document, /** @type {any} */ (window), () => sessionStorage);

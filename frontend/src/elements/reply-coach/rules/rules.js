/** The languages that the coach can read; in others there is none. */
import { de } from "./de.js";
import { en } from "./en.js";

/** @type {Record<string, import("../coach.js").Rules>} by language code */
export const RULES = { de, en };

/**
 * Reads from a page's elements which of the learner's records they follow.
 *
 * @typedef {object} Tracked a scenario whose progress a page shows
 * @property {string} scenario
 * @property {string[]} aliases its earlier ids
 * @property {{id: string, rev: string}[]} items its own items with a score, in their current revision
 * @property {string[]} derived ids of items that only quizzes and reviews ask
 */
import { store } from "./device.js";
import { data } from "../common/dom.js";
import { followAliases } from "./migrate.js";

/**
 * @param {string} text such as `lost-parcel|late-parcel:which-reply=1a2b,more=3c4d+which-lesson …`:
 *   scenarios, each with its earlier ids, its items' revisions, and the derived items
 * @returns {Tracked[]}
 */
export function trackedIn(text) {
  return text
    .split(" ")
    .filter(Boolean)
    .map((part) => {
      const [names, listed = ""] = part.split(":");
      const [scenario, ...aliases] = names.split("|");
      const [items, ...derived] = listed.split("+");
      const pairs = items.split(",").filter(Boolean);
      return {
        scenario,
        aliases,
        items: pairs.map((pair) => {
          const [id, rev] = pair.split("=");
          return { id, rev };
        }),
        derived,
      };
    });
}

/**
 * What an element with `data-course` and `data-tracked` follows. Records of renamed scenarios are
 * moved first.
 * @param {HTMLElement} element
 * @returns {Tracked[]}
 */
export const trackedBy = (element) => followed(data(element, "course"), data(element, "tracked"));

/** @param {string} course @param {string} text as for `trackedIn` @returns {Tracked[]} */
export function followed(course, text) {
  const tracked = trackedIn(text);
  for (const { scenario, aliases } of tracked) {
    if (aliases.length > 0) followAliases(store, course, scenario, aliases);
  }
  return tracked;
}

import { store } from "../device.js";
import { data } from "../dom.js";
import { followAliases } from "../migrate.js";
import { trackedIn } from "../progress.js";

/**
 * What an element with `data-course` and `data-tracked` follows. Records of renamed scenarios are
 * brought along first.
 * @param {HTMLElement} element
 * @returns {import("../progress.js").Tracked[]}
 */
export function trackedBy(element) {
  const course = data(element, "course");
  const tracked = trackedIn(data(element, "tracked"));
  for (const { scenario, aliases } of tracked) {
    if (aliases.length > 0) followAliases(store, course, scenario, aliases);
  }
  return tracked;
}

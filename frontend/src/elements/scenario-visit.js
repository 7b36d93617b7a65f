import { store } from "../device.js";
import { data } from "../dom.js";
import { followAliases } from "../migrate.js";
import { trackedIn } from "../progress.js";
import { LAST, asLastVisit } from "../records.js";
import { recordKey } from "../store.js";

/**
 * `<scenario-visit data-course data-tracked>`: remembers that this scenario was open last, and
 * brings along what was kept when it had another id. It comes first on its page, so that the
 * elements after it find their records.
 * @param {HTMLElement} element
 */
export function scenarioVisit(element) {
  const course = data(element, "course");
  const [{ scenario, aliases }] = trackedIn(data(element, "tracked"));
  followAliases(store, course, scenario, aliases);
  store.update(recordKey(course, LAST), asLastVisit, () => ({ scenario, at: store.now() }));
}

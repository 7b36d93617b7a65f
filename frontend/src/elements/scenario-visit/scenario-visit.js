import { store } from "../../learner/device.js";
import { data } from "../../common/dom.js";
import { LAST, VISIT, asLastVisit, asVisit } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";
import { trackedBy } from "../../learner/tracked.js";

/**
 * `<scenario-visit data-course data-tracked>`: remembers that this scenario was opened, and
 * moves records from its earlier ids. It comes first on its page, so that the elements after it find
 * their records.
 * @param {HTMLElement} element
 */
export function scenarioVisit(element) {
  const [{ scenario }] = trackedBy(element);
  const course = data(element, "course");
  const at = store.now();
  store.update(recordKey(course, scenario, VISIT), asVisit, (before) => before || { at });
  store.update(recordKey(course, LAST), asLastVisit, () => ({ scenario, at }));
}

import { store } from "../../learner/device.js";
import { data } from "../../common/dom.js";
import { LAST, asLastVisit } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";
import { trackedBy } from "../../learner/tracked.js";

/**
 * `<scenario-visit data-course data-tracked>`: remembers that this scenario was open last, and
 * moves records from its earlier ids. It comes first on its page, so that the elements after it find
 * their records.
 * @param {HTMLElement} element
 */
export function scenarioVisit(element) {
  const [{ scenario }] = trackedBy(element);
  const key = recordKey(data(element, "course"), LAST);
  store.update(key, asLastVisit, () => ({ scenario, at: store.now() }));
}

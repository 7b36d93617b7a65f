import { store } from "../device.js";
import { data } from "../dom.js";
import { LAST, asLastVisit } from "../records.js";
import { recordKey } from "../store.js";
import { trackedBy } from "../tracked.js";

/**
 * `<scenario-visit data-course data-tracked>`: remembers that this scenario was open last, and
 * brings along what was kept when it had another id. It comes first on its page, so that the
 * elements after it find their records.
 * @param {HTMLElement} element
 */
export function scenarioVisit(element) {
  const [{ scenario }] = trackedBy(element);
  const key = recordKey(data(element, "course"), LAST);
  store.update(key, asLastVisit, () => ({ scenario, at: store.now() }));
}

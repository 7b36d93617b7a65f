import { store } from "../device.js";
import { data } from "../dom.js";
import { LAST, asLastVisit } from "../records.js";
import { recordKey } from "../store.js";

/**
 * `<scenario-visit data-course data-scenario>`: remembers that this scenario was open last.
 * @param {HTMLElement} element
 */
export function scenarioVisit(element) {
  const scenario = data(element, "scenario");
  store.update(recordKey(data(element, "course"), LAST), asLastVisit, () => ({
    scenario,
    at: store.now(),
  }));
}

import { data, need } from "../../common/dom.js";
import { dateAfter } from "../../learner/days.js";
import { store } from "../../learner/device.js";
import { partFor } from "../../common/parts.js";
import { keepTyped } from "../../learner/keeping.js";
import { isToCome, planned } from "../../learner/plans.js";
import { PLAN, REFLECTION, asOwnWords, asPlan } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";

/**
 * `<own-plan data-course data-scenario>`: keeps the learner's plan on the device, and shows the
 * reflection that was written in its place before, if there is one.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function ownPlan(element, signal) {
  const scenario = recordKey(data(element, "course"), data(element, "scenario"));
  element.append(/** @type {DocumentFragment} */ (partFor(element, "[data-plan]")));
  const when = need(element, "[name=when]", HTMLTextAreaElement);
  const will = need(element, "[name=will]", HTMLTextAreaElement);
  const by = need(element, "[name=by]", HTMLInputElement);
  const status = need(element, "[role=status]", HTMLElement);
  const earlier = need(element, "[data-earlier]", HTMLElement);

  by.min = dateAfter(store.now(), 1);
  keepTyped(
    [when, will, by],
    status,
    {
      key: `${scenario}/${PLAN}`,
      as: asPlan,
      typed: (before) =>
        planned({ when: when.value, will: will.value, by: by.value }, before, store.now()),
      show: (plan) => {
        when.value = plan ? plan.when : "";
        will.value = plan ? plan.will : "";
        by.value = plan?.by ?? "";
      },
      objection: () => (by.value && !isToCome(by.value, store.now()) ? data(status, "past") : ""),
    },
    signal,
  );
  const reflection = store.read(`${scenario}/${REFLECTION}`, asOwnWords);
  earlier.hidden = reflection === null;
  need(earlier, "blockquote", HTMLElement).textContent = reflection?.text ?? "";
}

import { all, data, need } from "../../common/dom.js";
import { saveAs } from "../../common/file.js";
import { dateOf } from "../../learner/days.js";
import { store } from "../../learner/device.js";
import { keepTyped } from "../../learner/keeping.js";
import { written } from "../../learner/ownscenario.js";
import { OWN_SCENARIO, asOwnScenario } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";

/** @typedef {import("../../learner/records.js").OwnScenario} OwnScenario */

/**
 * `<own-scenario data-course data-labels>`: keeps the draft of a learner's own scenario on the device,
 * and saves it as a file for the trainer. `data-labels` are the labels of its parts, as JSON.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function ownScenario(element, signal) {
  const key = recordKey(data(element, "course"), OWN_SCENARIO);
  const labels = JSON.parse(data(element, "labels"));
  const fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ (all(element, "[name]"));
  const [status, finished] = all(element, "[role=status]");
  const again = need(element, "[data-again]", HTMLButtonElement);

  /** @returns {OwnScenario} */
  const typed = () => {
    const texts = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    const solutions = fields.filter(({ name }) => name === "solutions").map(({ value }) => value);
    return /** @type {OwnScenario} */ ({ ...texts, solutions, at: store.now() });
  };

  /** @param {OwnScenario | null} draft */
  const show = (draft) => {
    let place = 0;
    for (const field of fields) {
      const { name } = field;
      if (name === "solutions") field.value = draft?.solutions[place++] ?? "";
      else field.value = draft?.[/** @type {"title"} */ (name)] ?? "";
    }
  };

  keepTyped(
    fields,
    status,
    {
      key,
      as: asOwnScenario,
      typed: () => (fields.some(({ value }) => value.trim()) ? typed() : null),
      show,
    },
    signal,
  );
  element.addEventListener("input", () => (finished.textContent = ""), { signal });
  need(element, "[data-save]", HTMLButtonElement).addEventListener(
    "click",
    () => {
      const missing = fields.find((field) => !field.checkValidity());
      if (missing) {
        missing.reportValidity();
        return;
      }
      const name = `${data(element, "course")}-${dateOf(store.now())}.txt`;
      saveAs(name, "text/plain", written(typed(), labels));
      finished.textContent = data(finished, "done").replace("{name}", name);
      again.hidden = false;
    },
    { signal },
  );
  again.addEventListener(
    "click",
    () => {
      store.update(key, asOwnScenario, () => null);
      show(null);
      status.textContent = "";
      finished.textContent = "";
      again.hidden = true;
      fields[0].focus();
    },
    { signal },
  );
}

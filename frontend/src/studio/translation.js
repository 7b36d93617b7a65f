/** Words of the whole course in an original, which a click puts into its translation. */
import { data, need } from "../common/dom.js";

/**
 * `<studio-pairs>` around texts, each beside its translation.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function textPairs(element, signal) {
  element.addEventListener(
    "click",
    ({ target }) => {
      const term = target instanceof Element && target.closest("[data-term]");
      const pair = term && term.closest(".pair");
      if (!(term instanceof HTMLElement && pair)) return;
      const field = need(pair, "textarea", HTMLTextAreaElement);
      field.setRangeText(data(term, "term"), field.selectionStart, field.selectionEnd, "end");
      field.focus();
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    { signal },
  );
}

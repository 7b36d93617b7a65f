/** The choice between two versions of some fields. */
import { data, need } from "../common/dom.js";

/**
 * `<studio-comparison>` around a form with a choice for each field.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function comparison(element, signal) {
  const form = need(element, "[data-comparison]", HTMLFormElement);
  form.addEventListener(
    "submit",
    async (event) => {
      event.preventDefault();
      const theirs = [...new FormData(form)].filter(([, side]) => side === "theirs").map(([keys]) => JSON.parse(keys));
      const answer = await fetch(location.pathname, { method: "POST", body: JSON.stringify({ theirs, seen: data(form, "seen") }) });
      if (answer.ok) location.href = (await answer.json()).form;
    },
    { signal },
  );
}

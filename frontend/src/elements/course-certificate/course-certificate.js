import { percentOf } from "../../learner/assessment.js";
import { ASSESSMENT, CERTIFICATE, DECK, asCertificate, asDeck, bestPassed } from "../../learner/deck.js";
import { store } from "../../learner/device.js";
import { data, need, onSubmit, pageLanguage } from "../../common/dom.js";
import { filled, longDate, shortNumber } from "../../common/message.js";
import { recordKey } from "../../learner/store.js";

/**
 * `<course-certificate data-course data-score>`: a page to print once the assessment has been passed
 * in this browser, and a name has been entered. The name stays on the page; it is only stored on the
 * device if the learner agrees.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function courseCertificate(element, signal) {
  const course = data(element, "course");
  const deckKey = recordKey(course, DECK, ASSESSMENT);
  const key = recordKey(course, DECK, CERTIFICATE);
  const part = (/** @type {string} */ name) => need(element, `[data-part="${name}"]`, HTMLElement);
  const form = need(element, "form", HTMLFormElement);
  const name = need(form, "#certificate-name", HTMLInputElement);
  const keep = need(form, "#certificate-keep", HTMLInputElement);
  const signature = need(form, "#certificate-signature", HTMLInputElement);
  const problem = need(form, "[role=alert]", HTMLElement);
  const nameShown = need(element, ".an-certificate-name", HTMLElement);
  const line = need(element, ".an-certificate-signature", HTMLElement);

  const showForm = () => {
    const written = name.value.trim();
    nameShown.textContent = written || data(nameShown, "empty");
    nameShown.classList.toggle("an-certificate-name--empty", written === "");
    line.hidden = !signature.checked;
  };

  const show = () => {
    const best = bestPassed(store.read(deckKey, asDeck));
    part("missing").hidden = best !== null;
    part("ready").hidden = best === null;
    if (!best) return;
    const language = pageLanguage();
    need(element, "[data-result]", HTMLElement).textContent = filled(data(element, "score"), {
      points: shortNumber(best.points, language),
      total: best.of,
      percent: percentOf(best.points, best.of),
    });
    need(element, "[data-date]", HTMLElement).textContent = longDate(best.at, language);
    showForm();
  };

  const save = () => {
    store.update(key, asCertificate, () =>
      keep.checked
        ? { name: name.value.trim(), signature: signature.checked, at: store.now() }
        : null,
    );
  };

  const saved = store.read(key, asCertificate);
  if (saved) {
    name.value = saved.name;
    keep.checked = true;
    signature.checked = saved.signature;
  }
  /** @param {boolean} missing */
  const tellMissing = (missing) => {
    problem.textContent = missing ? data(problem, "text") : "";
    if (missing) name.setAttribute("aria-invalid", "true");
    else name.removeAttribute("aria-invalid");
  };

  form.addEventListener("input", showForm, { signal });
  name.addEventListener("input", () => tellMissing(false), { signal });
  form.addEventListener("change", save, { signal });
  const printOut = () => {
    if (name.value.trim() === "") {
      tellMissing(true);
      name.focus();
      return;
    }
    save();
    print();
  };
  onSubmit(form, printOut, signal);
  store.subscribe((change) => change.here || show(), signal);
  show();
}

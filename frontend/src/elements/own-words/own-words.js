import { store } from "../../learner/device.js";
import { all, data, need, pageLanguage } from "../../common/dom.js";
import { saveAs } from "../../common/file.js";
import { filled, longDate } from "../../common/message.js";
import { linkTo, trackedHere } from "../../learner/known.js";
import { selfChecksNow } from "../../learner/reading.js";
import { OWN_REPLY, REFLECTION } from "../../learner/records.js";
import { written } from "../../learner/selfcheck.js";
import { asFile, wordsOf } from "../../learner/words.js";
import { SAID, linesOf } from "../plan-list/plan-list.js";

/**
 * `<own-words data-course data-title>`: the learner's own words, to print or to save as text, together
 * with their plans and self-checks. It is in `<course-progress>`, which has the list of scenarios.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function ownWords(element, signal) {
  const course = data(element, "course");
  const around = /** @type {HTMLElement} */ (element.parentElement);
  const tracked = trackedHere(course);
  const template = need(element, "template", HTMLTemplateElement);
  const save = need(element, "[data-save]", HTMLButtonElement);

  const words = () => tracked.flatMap(({ scenario }) => wordsOf(store, course, scenario));

  /** @param {import("../../learner/words.js").Words} words @returns {string} what they are, and of which day */
  const about = ({ scenario, item, at }) => {
    const name = item === OWN_REPLY ? "ownReply" : item === REFLECTION ? "reflection" : "answer";
    const question = around.querySelector(`[data-question="${scenario}/${item}"]`);
    const text = filled(data(element, name), { question: question?.textContent || item });
    const date = longDate(at, pageLanguage());
    return date ? filled(data(element, "dated"), { words: text, date }) : text;
  };

  const show = () => {
    const entries = words().map((one) => {
      const entry = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      need(entry, "[data-of]", HTMLElement).append(linked(one.scenario).cloneNode(true));
      need(entry, "[data-about]", HTMLElement).textContent = about(one);
      need(entry, "blockquote", HTMLElement).textContent = one.text;
      return entry;
    });
    const others = all(around, ".an-plan").length + selfChecksNow(course).length;
    need(element, "ul", HTMLElement).replaceChildren(...entries);
    need(element, "[data-none]", HTMLElement).hidden = entries.length > 0;
    need(element, "[data-print]", HTMLElement).hidden = entries.length === 0;
    need(element, "[data-more]", HTMLElement).hidden = others === 0;
    save.hidden = entries.length + others === 0;
  };

  /** @returns {{of: string, about: string, text: string}[]} all that the learner has written or said */
  const parts = () => {
    const replies = words().map((one) => ({
      of: (linked(one.scenario).textContent || "").trim(),
      about: about(one),
      text: one.text,
    }));
    const plans = all(around, ".an-plan").map((plan) => ({
      of: linesOf(plan, "[data-of]").join(""),
      about: data(element, "plan"),
      text: linesOf(plan, SAID).join("\n"),
    }));
    const statements = all(around, "[data-statement]").map((one) => [data(one, "statement"), one.textContent || ""]);
    const known = new Map(/** @type {[string, string][]} */ (statements));
    const scale = linesOf(around, "[data-scale] > li");
    const checks = selfChecksNow(course).map((one) => ({
      of: data(element, "check"),
      about: longDate(one.made, pageLanguage()),
      text: written(one, known, scale),
    }));
    return [...replies, ...plans, ...checks];
  };

  need(element, "[data-print]", HTMLButtonElement).addEventListener(
    "click",
    () => {
      element.dataset.printing = "words";
      addEventListener("afterprint", () => delete element.dataset.printing, { once: true });
      print();
    },
    { signal },
  );
  save.addEventListener(
    "click",
    () => saveAs(`${course}.txt`, "text/plain", asFile(data(element, "title"), parts())),
    { signal },
  );

  store.subscribe(show, signal);
  show();
}

/** @param {string} scenario of which there are words @returns {HTMLAnchorElement} */
const linked = (scenario) => /** @type {HTMLAnchorElement} */ (linkTo(scenario));

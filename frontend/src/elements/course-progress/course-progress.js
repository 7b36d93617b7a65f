import { store } from "../../learner/device.js";
import { all, data, need, pageLanguage } from "../../common/dom.js";
import { saveAs } from "../../common/file.js";
import { counted, filled, longDate } from "../../common/message.js";
import { overviewNow, reviewsToday, stateNow } from "../../learner/reading.js";
import { OWN_REPLY, REFLECTION } from "../../learner/records.js";
import { trackedBy } from "../../learner/tracked.js";
import { wordsOf } from "../../learner/words.js";

/**
 * `<course-progress data-course data-tracked data-title>`: what is done, what is due, and the
 * learner's own words. Titles and addresses come from the list of scenarios in the page.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function courseProgress(element, signal) {
  const course = data(element, "course");
  const tracked = trackedBy(element);
  const summary = need(element, "[data-summary]", HTMLElement);
  const words = need(element, "[data-words]", HTMLElement);
  const entry = need(element, "template[data-entry]", HTMLTemplateElement);
  const lists = /** @type {("due" | "missed" | "sure" | "changed")[]} */ ([
    "due",
    "missed",
    "sure",
    "changed",
  ]).map((name) => ({ name, section: need(element, `[data-list=${name}]`, HTMLElement) }));
  const entries = all(element, ":scope > [data-scenarios] > [data-id]");
  const links = new Map(entries.map((one) => [data(one, "id"), need(one, "a", HTMLAnchorElement)]));
  const modules = new Map(entries.map((one) => [data(one, "id"), data(one, "module")]));

  /** @param {string} scenario @returns {HTMLAnchorElement} */
  const linkTo = (scenario) => {
    const link = links.get(scenario);
    if (!link) throw new Error(`Missing in the page: the link to ${scenario}`);
    return /** @type {HTMLAnchorElement} */ (link.cloneNode(true));
  };

  const ownWords = () => tracked.flatMap(({ scenario }) => wordsOf(store, course, scenario));

  /** @param {import("../../learner/words.js").Words} words @returns {string} what they are, and of which day */
  const about = ({ scenario, item, at }) => {
    const name = item === OWN_REPLY ? "ownReply" : item === REFLECTION ? "reflection" : "answer";
    const question = element.querySelector(`[data-question="${scenario}/${item}"]`);
    const text = filled(data(words, name), { question: question?.textContent || item });
    const date = longDate(at, pageLanguage());
    return date ? filled(data(words, "dated"), { words: text, date }) : text;
  };

  const showSummary = () => {
    const { done, total, completed, modules: all, days } = overviewNow(course, tracked, modules);
    const parts = [
      filled(data(summary, "scenarios"), { n: done, total }),
      filled(data(summary, "modules"), { n: completed, total: all.size }),
      ...(days > 0 ? [counted(summary.dataset, "days", days, pageLanguage())] : []),
    ];
    need(summary, "ul", HTMLElement).replaceChildren(
      ...parts.map((text) => {
        const part = document.createElement("li");
        part.textContent = text;
        return part;
      }),
    );
  };

  const show = () => {
    const states = tracked.map((one) => ({ id: one.scenario, ...stateNow(course, one) }));
    showSummary();
    const today = new Set(reviewsToday(course, tracked).map(({ scenario }) => scenario));
    for (const { name, section } of lists) {
      const items = states
        .filter((state) => (name === "due" ? today.has(state.id) : state[name].length > 0))
        .map(({ id }) => {
          const item = document.createElement("li");
          item.append(linkTo(id));
          return item;
        });
      need(section, "ul", HTMLElement).replaceChildren(...items);
      for (const none of all(section, "[data-none]")) none.hidden = items.length > 0;
      for (const more of all(section, "[data-some]")) more.hidden = items.length === 0;
    }
    const written = ownWords().map((one) => {
      const item = /** @type {DocumentFragment} */ (entry.content.cloneNode(true));
      need(item, "[data-of]", HTMLElement).append(linkTo(one.scenario));
      need(item, "[data-about]", HTMLElement).textContent = about(one);
      need(item, "blockquote", HTMLElement).textContent = one.text;
      return item;
    });
    need(words, "ul", HTMLElement).replaceChildren(...written);
    need(words, "[data-none]", HTMLElement).hidden = written.length > 0;
    for (const more of all(words, "[data-some]")) more.hidden = written.length === 0;
  };

  need(words, "[data-print]", HTMLButtonElement).addEventListener(
    "click",
    () => {
      element.dataset.printing = "words";
      addEventListener("afterprint", () => delete element.dataset.printing, { once: true });
      print();
    },
    { signal },
  );
  need(words, "[data-save]", HTMLButtonElement).addEventListener(
    "click",
    () => {
      const parts = ownWords().map((one) => {
        const title = (linkTo(one.scenario).textContent || "").trim();
        return `${title}\n${about(one)}\n\n${one.text.trim()}\n`;
      });
      const text = [`${data(element, "title")}\n`, ...parts].join("\n---\n\n");
      saveAs(`${course}.txt`, "text/plain", text.replace(/\r?\n/g, "\r\n"));
    },
    { signal },
  );

  store.subscribe(show, signal);
  show();
}

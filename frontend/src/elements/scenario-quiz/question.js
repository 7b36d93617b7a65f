/** One item on the page: its form, its key, and the marks on an answer. */
import { all, data, need } from "../../common/dom.js";
import { partFor } from "../../common/parts.js";
import { arrange } from "../../items/arrange.js";
import { draftIn, putDraft } from "../../items/draft.js";
import { entryId, explained, the } from "../../items/item.js";
import * as TYPES from "../../items/types.js";

export class Question {
  /** @param {HTMLElement} element the `<scenario-quiz>` @param {AbortSignal} signal */
  constructor(element, signal) {
    this.element = element;
    this.form = need(element, "form", HTMLFormElement);
    this.details = need(document, `#${CSS.escape(data(element, "reveal"))}`, HTMLDetailsElement);
    this.entries = new Map(all(this.form, "[data-entry]").map((entry) => [entryId(entry), entry]));
    this.key = new Map(all(this.details, "[data-choice]").map((one) => [one.dataset.choice || "", one]));
    const { form, entries, key } = this;
    const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));
    const name = /** @type {keyof typeof TYPES} */ (data(element, "type"));
    const words = `[data-words=${element.dataset.words ?? name}]`;
    this.words = /** @type {DocumentFragment} */ (partFor(element, words));
    this.type = TYPES[name]({ element, form, entries, key, changed, signal });
  }

  /** @returns {import("../../learner/records.js").Sureness} */
  sure() {
    const radio = this.form.querySelector('input[name="sure"]:checked');
    const value = radio instanceof HTMLInputElement ? Number(radio.value) : null;
    return /** @type {import("../../learner/records.js").Sureness} */ (value);
  }

  /** @param {number} seed of the order of its entries */
  arrange(seed) {
    if (this.type.mixed) arrange(this.entries, seed, this.type.mixed);
    this.type.arranged();
  }

  /** @returns {import("../../items/draft.js").Draft | null} */
  draft() {
    return draftIn(this.form, this.type.list);
  }

  /** @param {import("../../items/draft.js").Draft} draft */
  putDraft(draft) {
    putDraft(this.form, this.type.list, draft);
    this.type.arranged();
  }

  unmark() {
    for (const entry of this.entries.values()) {
      delete entry.dataset.state;
      for (const mark of all(entry, ".an-mark")) mark.remove();
    }
  }

  /** @param {any} answer */
  mark(answer) {
    this.unmark();
    for (const [id, mark] of this.type.marks(answer)) {
      const entry = the(this.entries, id);
      entry.dataset.state = mark;
      this.type.markIn(entry).append(this.template("mark", mark));
    }
  }

  /** @param {any} answer @returns {Element[]} what a verdict says about it, entry by entry */
  reasons(answer) {
    return this.told(explained(this.type.marks(answer)), this.type.quotes);
  }

  /**
   * @param {readonly [id: string, mark: import("../../items/item.js").Mark][]} marks
   * @param {boolean} quotes whether it repeats the words of the entries, and what they are
   * @returns {Element[]} what the key says about these entries
   */
  told(marks, quotes) {
    // Which kind it is of is said by its mark.
    const parts = quotes ? ":scope > :not(.an-kind)" : ":scope > .an-why";
    return marks.map(([id, mark]) => {
      const reason = document.createElement("div");
      reason.className = "an-reason";
      reason.dataset.state = mark;
      if (quotes) reason.append(this.template("mark", mark));
      reason.append(...all(the(this.key, id), parts).map(copied));
      return reason;
    });
  }

  /**
   * @param {"verdict" | "mark"} kind
   * @param {string} name
   * @returns {DocumentFragment}
   */
  template(kind, name) {
    const found = need(this.words, `template[data-${kind}="${name}"]`, HTMLTemplateElement);
    return /** @type {DocumentFragment} */ (found.content.cloneNode(true));
  }
}

/** @param {Element} part @returns {Element} a copy without ids, which are unique on a page */
function copied(part) {
  const copy = /** @type {Element} */ (part.cloneNode(true));
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  return copy;
}

/** The filters of the search: by module, department and so on, and by progress. Each may have several values. */
import { need } from "../../common/dom.js";
import { filled } from "../../common/message.js";

/**
 * @typedef {Record<string, {value: string, label: string}[]>} Facets the values of each filter
 * @typedef {Record<string, string[]>} Values those that are asked for, of each filter
 */

export class Filters {
  /** @type {Values} what is written in the question */
  #written = {};

  /** @type {Values} what is chosen here */
  #values = {};

  /**
   * A value is chosen from a select, which then shows the filter's name again. Everything that is asked for
   * is in a list of buttons that take it back.
   * @param {HTMLElement} box with a `<select>` per filter, whose first option asks for nothing, and a list
   * @param {(name: string, value: string) => void} onUnwrite told if somebody takes back what is written
   */
  constructor(box, onUnwrite) {
    /** @private */
    this.box = box;
    /** @private */
    this.selects = [...box.querySelectorAll("select")];
    /** @private */
    this.list = need(box, "ul", HTMLElement);
    /** @private */
    this.onUnwrite = onUnwrite;
    this.isOffered = false;
    for (const select of this.selects) {
      select.addEventListener("input", () => this.#take(select));
      select.addEventListener("keydown", (event) => {
        if (!/^Arrow(Up|Down)$/.test(event.key) || event.altKey) return;
        try {
          select.showPicker(); // In a closed select, the keys would choose one value after the other.
          event.preventDefault();
        } catch {
          // Older browsers can't, and pages in a frame of another site may not.
        }
      });
    }
  }

  /** @returns {string[]} */
  get names() {
    return this.selects.map(({ name }) => name);
  }

  /** @returns {import("../../search/engine/engine.js").Progress | null} how the filter by progress is called here */
  get progress() {
    const select = this.selects.find(({ name }) => name === "progress");
    if (!select) return null;
    const [{ text }, ...options] = select.options;
    return { names: [text], values: Object.fromEntries(options.map((one) => [one.value, [one.value, one.text]])) };
  }

  /** @returns {Values} without filters that ask for nothing */
  get chosen() {
    return this.#values;
  }

  /** @returns {boolean} whether any filter asks for something, here or in the question */
  get isAsked() {
    return this.list.children.length > 0;
  }

  /** Values that don't exist ask for nothing. @param {Values} values */
  choose(values) {
    const known = this.selects.map(({ name, options, dataset }) => {
      const all = [...options].map(({ value }) => value);
      const found = (values[name] || []).filter((value) => all.includes(value));
      return [name, "one" in dataset ? found.slice(0, 1) : found];
    });
    this.#values = Object.fromEntries(known.filter(([, those]) => those.length > 0));
    this.#show();
  }

  /** @param {Values} written in the question */
  tell(written) {
    if (JSON.stringify(written) === JSON.stringify(this.#written)) return; // What has the focus keeps it.
    this.#written = written;
    this.#show();
  }

  /** Fills in the choices. A filter without any, or with only one, is left out. @param {Facets} facets */
  offer(facets) {
    this.isOffered = true;
    for (const select of this.selects) {
      const { level } = select.dataset;
      for (const { value, label } of facets[select.name] || []) {
        select.add(new Option(level ? filled(level, { level: label }) : label, value));
      }
      select.hidden = select.options.length < 3;
    }
    this.#show();
  }

  /** @param {HTMLSelectElement} select */
  #take(select) {
    const { name, value } = select;
    const before = "one" in select.dataset ? [] : this.#values[name] || [];
    this.choose({ ...this.#values, [name]: [...before, value] });
    select.value = "";
  }

  #show() {
    /** @type {HTMLLIElement[]} */
    const entries = [];
    for (const select of this.selects) {
      const chosen = this.#values[select.name] || [];
      const written = (this.#written[select.name] || []).filter((value) => !chosen.includes(value));
      for (const option of select.options) option.disabled = chosen.includes(option.value);
      for (const value of chosen) entries.push(this.#entry(select, value, () => this.#takeBack(select.name, value)));
      for (const value of written) entries.push(this.#entry(select, value, () => this.onUnwrite(select.name, value)));
    }
    this.list.replaceChildren(...entries);
  }

  /** @param {string} name @param {string} value */
  #takeBack(name, value) {
    this.choose({ ...this.#values, [name]: this.#values[name].filter((one) => one !== value) });
    (this.list.querySelector("button") || need(this.box, "select:not([hidden])", HTMLElement)).focus();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {HTMLSelectElement} select @param {string} value @param {() => void} takeBack @returns {HTMLLIElement} */
  #entry(select, value, takeBack) {
    const option = [...select.options].find((one) => one.value === value);
    const button = document.createElement("button");
    button.type = "button";
    button.dir = "auto";
    button.textContent = option ? option.text : value;
    button.setAttribute("aria-label", filled(this.list.dataset.remove || "", { filter: button.textContent }));
    button.addEventListener("click", takeBack);
    const item = document.createElement("li");
    item.append(button);
    return item;
  }
}

/** The filters of the search: one choice each, by module, department and so on, and by progress. */
import { filled } from "../../common/message.js";

/** @typedef {Record<string, {value: string, label: string}[]>} Facets the values of each filter */

export class Filters {
  /** @param {HTMLElement} box with a `<select>` per filter, whose first option asks for nothing */
  constructor(box) {
    /** @private */
    this.selects = [...box.querySelectorAll("select")];
    this.isOffered = false;
  }

  /** @returns {string[]} */
  get names() {
    return this.selects.map(({ name }) => name);
  }

  /** @returns {Record<string, string>} a value per filter, without those that ask for nothing */
  get chosen() {
    const set = this.selects.filter(({ value }) => value);
    return Object.fromEntries(set.map(({ name, value }) => [name, value]));
  }

  /** Values that don't exist ask for nothing. @param {Record<string, string>} values */
  choose(values) {
    for (const select of this.selects) {
      select.value = values[select.name] || "";
      if (select.selectedIndex < 0) select.value = "";
    }
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
  }

  /** @param {string} name @param {string} value @returns {string} what the choice is called */
  labelOf(name, value) {
    const select = this.selects.find((one) => one.name === name);
    const option = select && [...select.options].find((one) => one.value === value);
    return option ? option.text : value;
  }
}

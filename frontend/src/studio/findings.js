/** Shows what is wrong beside the field that it is about. */
import { need } from "../common/dom.js";
import { partAt } from "./form.js";

/**
 * @typedef {object} Finding
 * @property {(string | number)[]} keys of the field that it is about
 * @property {string} code
 * @property {string} severity
 * @property {string} message
 * @property {string} hint
 */

/**
 * Shows these findings, and no others.
 * @param {HTMLFormElement} form
 * @param {Finding[]} findings
 */
export function showFindings(form, findings) {
  for (const list of form.querySelectorAll("[data-findings]")) list.replaceChildren();
  for (const one of findings) {
    const part = partAt(form, one.keys);
    need(part, ":scope > [data-findings]", HTMLElement).append(finding(one));
  }
}

/** @param {Omit<Finding, "keys">} one @returns {DocumentFragment} what shows a finding */
export function finding(one) {
  const template = need(document, "[data-finding-template]", HTMLTemplateElement);
  const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  need(item, ".finding", HTMLElement).dataset.severity = one.severity;
  need(item, "[data-message]", HTMLElement).textContent = one.message;
  need(item, "[data-code]", HTMLElement).textContent = one.code;
  need(item, "[data-hint]", HTMLElement).textContent = one.hint;
  return item;
}

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
    need(part, ":scope > [data-findings]", HTMLElement).append(made(form, one));
  }
}

/** @param {HTMLFormElement} form @param {Finding} finding */
function made(form, finding) {
  const template = need(form.ownerDocument, "[data-finding-template]", HTMLTemplateElement);
  const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  need(item, ".finding", HTMLElement).dataset.severity = finding.severity;
  need(item, "[data-message]", HTMLElement).textContent = finding.message;
  need(item, "[data-code]", HTMLElement).textContent = finding.code;
  need(item, "[data-hint]", HTMLElement).textContent = finding.hint;
  return item;
}

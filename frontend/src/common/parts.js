/** What scripts put into pages. All pages load it from one file (`site/parts.py`). */
import { linked, need } from "./dom.js";

/**
 * @param {Element} element that it is for: the language around it counts, and the words for its topic, which
 * `data-terms` names if they aren't the course's
 * @param {string} selector of a template
 * @returns {DocumentFragment | null} a new copy of its content; null if there is no such part in this language
 */
export function partFor(element, selector) {
  const { lang } = /** @type {HTMLElement} */ (element.closest("[lang]"));
  const parts = need(document, `template[data-parts][lang="${lang}"]`, HTMLTemplateElement);
  const terms = element.closest("[data-terms]")?.getAttribute("data-terms");
  const own = terms ? parts.content.querySelector(`${selector}[data-terms="${terms}"]`) : null;
  const found = own ?? parts.content.querySelector(selector);
  if (!(found instanceof HTMLTemplateElement)) return null;
  const file = need(document, "script[data-an-parts]", HTMLScriptElement);
  return linked(document.importNode(found.content, true), file.src);
}

/**
 * @param {string} selector of a template for the theme's frame
 * @returns {Element | null} a new copy of the element in it; null if there is none
 */
export function framePart(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLTemplateElement)) return null;
  return document.importNode(found.content, true).firstElementChild;
}

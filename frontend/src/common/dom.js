/** Small helpers for custom elements. */

/**
 * Defines a custom element by a function that runs whenever the element enters a page. Its
 * listeners take the signal, which is aborted when the element leaves, so that nothing outlives
 * the element when pages are swapped without a reload.
 * @param {string} name
 * @param {(element: HTMLElement, signal: AbortSignal) => void} mount
 */
export function define(name, mount) {
  customElements.define(
    name,
    class extends HTMLElement {
      connectedCallback() {
        this.life = new AbortController();
        mount(this, this.life.signal);
      }

      disconnectedCallback() {
        if (this.life) this.life.abort();
      }
    },
  );
}

/**
 * @param {MouseEvent} event
 * @returns {HTMLAnchorElement | null} the link that this click follows in this window, if it does
 */
export function followedLink(event) {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return link instanceof HTMLAnchorElement && !link.target && !elsewhere ? link : null;
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key takes what is proposed, as in Japanese. Safari has ended the composition
 *   by then, and says so only by this code.
 */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T} the first element that matches
 * @throws {Error} if the page's HTML lacks it
 */
export function need(root, selector, type) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`Missing in the page: ${selector}`);
  return found;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(root, selector) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector))];
}

/**
 * @param {HTMLElement} element
 * @param {string} name of a data attribute, in camel case
 * @returns {string}
 * @throws {Error} if the attribute is missing
 */
export function data(element, name) {
  const value = element.dataset[name];
  if (value === undefined) throw new Error(`Missing on <${element.localName}>: data ${name}`);
  return value;
}

/**
 * @param {DocumentFragment} part
 * @param {string} address from which its links count
 * @returns {DocumentFragment} the same, with links, pictures and films that are the same on any page
 */
export function linked(part, address) {
  for (const name of ["href", "src", "poster"]) {
    for (const one of all(part, `[${name}]`)) {
      one.setAttribute(name, new URL(one.getAttribute(name) || "", address).href);
    }
  }
  return part;
}

/**
 * Calls `act` when the form's button is pressed, or Enter in one of its fields. The form's own submit
 * event doesn't fire in a frame that doesn't allow forms, as on some learning platforms.
 * @param {HTMLFormElement} form whose fields must be valid
 * @param {(button: HTMLButtonElement) => void} act
 * @param {AbortSignal} signal ends it
 */
export function onSubmit(form, act, signal) {
  for (const button of form.elements) {
    if (!(button instanceof HTMLButtonElement) || button.type !== "submit") continue;
    button.addEventListener(
      "click",
      (event) => {
        event.preventDefault();
        if (form.reportValidity()) act(button);
      },
      { signal },
    );
  }
}

/** @returns {string} the language of the page, such as `en` */
export const pageLanguage = () => document.documentElement.lang;

/**
 * Runs invisible work after the next frame is painted, so that it doesn't delay anything visible.
 * @param {() => void} act
 */
export function afterPaint(act) {
  requestAnimationFrame(() => setTimeout(act));
}

/** Shows what is wrong beside the field that it is about, and what can be done about it. */
import { data, need } from "../common/dom.js";
import { partAt } from "./form.js";

/**
 * @typedef {object} Finding
 * @property {(string | number)[]} keys of the field that it is about
 * @property {string} code
 * @property {string} severity
 * @property {string} message
 * @property {string} hint
 * @property {number} [line] in the file
 * @property {boolean} [fixable]
 * @property {boolean} [ignorable]
 */

/** @typedef {{code: string, reason: string}} Ignored */

const SEVERITIES = ["error", "warning", "note"];

/**
 * @param {Omit<Finding, "keys">} one
 * @returns {HTMLElement} what shows a finding
 */
export function finding(one) {
  const template = need(document, "[data-finding-template]", HTMLTemplateElement);
  const part = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const item = need(part, ".finding", HTMLElement);
  item.dataset.severity = one.severity;
  need(item, "[data-message]", HTMLElement).textContent = one.message;
  need(item, "[data-hint]", HTMLElement).textContent = one.hint;
  nameCode(item, one.code);
  need(item, '[data-remedy="fix"]', HTMLElement).hidden = !one.fixable;
  need(item, '[data-remedy="ignore"]', HTMLElement).hidden = !one.ignorable;
  return item;
}

/**
 * Shows these findings in a form, and no others. Returns them as they are shown.
 * @param {HTMLFormElement} form
 * @param {Finding[]} findings
 */
export function showFindings(form, findings) {
  for (const list of form.querySelectorAll("[data-findings]")) list.replaceChildren();
  return findings.map((one) => {
    const item = finding(one);
    need(partAt(form, one.keys), ":scope > [data-findings]", HTMLElement).append(item);
    return item;
  });
}

/** What an editor has: its element, its form, and how it sends something that changes the form. */
export class Findings {
  /**
   * @param {HTMLElement} element
   * @param {HTMLFormElement} form
   * @param {(what: string, content: unknown) => Promise<void>} send
   * @param {AbortSignal} signal
   */
  constructor(element, form, send, signal) {
    this.element = element;
    this.form = form;
    this.send = send;
    /** @private @type {WeakMap<Element, Finding>} */
    this.about = new WeakMap();
    element.addEventListener("click", (event) => this.clicked(event), { signal });
  }

  /**
   * Shows these findings, and no others.
   * @param {Finding[]} findings
   * @param {Ignored[]} [ignored]
   */
  show(findings, ignored = []) {
    const held = document.activeElement?.closest(".finding");
    const heldFinding = held && this.about.get(held);
    showFindings(this.form, findings).forEach((item, place) => {
      this.about.set(item, findings[place]);
      if (heldFinding?.message === findings[place].message) item.querySelector("a")?.focus();
    });
    this.summarise(findings);
    this.listIgnored(ignored);
    this.element.dispatchEvent(new CustomEvent("findings", { detail: findings }));
  }

  /** @private @param {Finding[]} findings */
  summarise(findings) {
    const summary = this.element.querySelector("[data-summary]");
    if (!(summary instanceof HTMLElement)) return;
    const counts = SEVERITIES.map((name) => [name, findings.filter((one) => one.severity === name).length]);
    const said = counts.filter(([, count]) => count).map(([name, count]) => data(summary, String(name)).replace("{}", String(count)));
    const text = said.join(" · ") || data(summary, "none");
    if (summary.textContent !== text) summary.textContent = text;
    need(this.element, "[data-next]", HTMLElement).hidden = !findings.length;
  }

  /** @private @param {Ignored[]} ignored */
  listIgnored(ignored) {
    const place = this.element.querySelector("[data-ignored]");
    const template = this.element.querySelector("[data-ignored-template]");
    if (!(place instanceof HTMLElement && template instanceof HTMLTemplateElement)) return;
    place.hidden = !ignored.length;
    const items = ignored.map((one, number) => {
      const part = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      nameCode(part, one.code);
      need(part, "[data-reason]", HTMLElement).textContent = one.reason;
      need(part, "[data-remedy]", HTMLElement).dataset.number = String(number);
      return part;
    });
    need(place, "ul", HTMLElement).replaceChildren(...items);
  }

  /** @private @param {MouseEvent} event */
  clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a[data-code]");
    if (link instanceof HTMLAnchorElement && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.explain(link.href);
    }
    if (target?.closest("[data-next]")) this.next();
    const button = target?.closest("[data-remedy]");
    if (!(button instanceof HTMLElement)) return;
    const finding = this.about.get(button.closest(".finding") ?? button);
    const { remedy, number } = button.dataset;
    if (remedy === "unignore") this.send(remedy, { number: Number(number) });
    else if (remedy === "fix") this.send(remedy, finding);
    else if (finding) this.ask(finding);
  }

  /** @private @param {Finding} finding */
  ask(finding) {
    const dialog = need(this.element, "[data-reason-dialog]", HTMLDialogElement);
    const reason = need(dialog, "[data-reason]", HTMLInputElement);
    need(dialog, "[data-what]", HTMLElement).textContent = finding.message;
    reason.value = "";
    dialog.returnValue = "";
    dialog.showModal();
    dialog.onclose = () => {
      if (dialog.returnValue === "ignore") this.send("ignore", { ...finding, reason: reason.value });
    };
  }

  /** @private @param {string} address */
  async explain(address) {
    const dialog = need(this.element, "[data-explained]", HTMLDialogElement);
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const explanation = page.querySelector("[data-explanation]");
    if (!explanation) return;
    need(dialog, "[data-explanation-place]", HTMLElement).replaceChildren(document.adoptNode(explanation));
    dialog.showModal();
  }

  /** @private Moves the focus to the next field with a finding, from where it is. */
  next() {
    const all = [...this.form.querySelectorAll(".finding")];
    const here = document.activeElement;
    const isAfter = (/** @type {Element} */ one) =>
      this.last && this.last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    const found = all.find((one) => one !== here && isAfter(one)) ?? all[0];
    if (!found) return;
    /** @private @type {Element | undefined} */
    this.last = found;
    for (let part = found.parentElement; part; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement) part.open = true;
    }
    const field = found.closest("[data-field], [data-entry]");
    const control = field?.querySelector("[data-control]") ?? found.querySelector("a");
    found.scrollIntoView({ block: "center" });
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
  }
}

/** @param {ParentNode} part @param {string} code */
function nameCode(part, code) {
  const link = need(part, "[data-code]", HTMLAnchorElement);
  link.textContent = code;
  link.href = `/explain/${code}`;
}

/** A dialogue drawn as a tree: cards for its turns, arrows for its replies, and the form of one turn. */
import { Graph, layout } from "@dagrejs/dagre";
import { data, need } from "../common/dom.js";
import { describe, entriesIn, fieldsIn } from "./form.js";
import { add } from "./lists.js";

const SVG = "http://www.w3.org/2000/svg";
/** Space around the drawing, between cards side by side, and between rows, in px. */
const MARGIN = 16;
const BESIDE = 28;
const BELOW = 64;
/** Narrower than this, in px, the turns stay a list. */
const NARROWEST = 560;

/**
 * `<studio-dialogue data-turns-address>` with the tree and the form, inside `<studio-editor>`.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function dialogue(element, signal) {
  new Dialogue(element, signal);
}

class Dialogue {
  /** @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(element, signal) {
    this.element = element;
    this.tree = need(element, "[data-tree]", HTMLElement);
    this.form = need(element, "[data-form]", HTMLFormElement);
    this.list = fieldsIn(this.form)[0];
    /** @private @type {HTMLElement | undefined} the entry whose fields are shown */
    this.chosen = undefined;
    element.addEventListener("click", (event) => this.clicked(event), { signal });
    addEventListener("hashchange", () => this.follow(), { signal });
    const resized = new ResizeObserver(() => this.draw());
    resized.observe(this.tree);
    // The editor says by its state when what was typed is kept.
    const kept = new MutationObserver(() => this.kept());
    const editor = element.closest("studio-editor");
    if (editor) kept.observe(editor, { attributeFilter: ["data-state"] });
    // An entry that is added or removed by the form's own buttons.
    const changed = new MutationObserver(() => this.entriesChanged());
    const entries = this.list.querySelector("[data-entries]");
    if (entries) changed.observe(entries, { childList: true });
    signal.addEventListener("abort", () => {
      for (const observer of [resized, kept, changed]) observer.disconnect();
    });
    this.follow();
  }

  /** @private Shows the turn that the address names, or the first one. */
  follow() {
    const place = Number(/^#turn-(\d+)$/.exec(location.hash)?.[1] ?? 0);
    this.choose(entriesIn(this.list)[place]);
  }

  /** @private @param {HTMLElement | undefined} entry */
  choose(entry) {
    this.chosen = entry;
    const entries = entriesIn(this.list);
    for (const one of entries) one.hidden = one !== entry;
    const place = entry ? entries.indexOf(entry) : -1;
    for (const card of this.cards()) {
      card.toggleAttribute("data-chosen", Number(card.dataset.place) === place);
    }
    for (const control of entry?.querySelectorAll('[data-field="next"] [data-control]') ?? []) {
      control.setAttribute("list", "turn-ids");
    }
  }

  /** @private */
  entriesChanged() {
    const entries = entriesIn(this.list);
    const shown = entries.filter((one) => !one.hidden && one !== this.chosen);
    const gone = this.chosen && !entries.includes(this.chosen);
    this.choose(shown.pop() ?? (gone ? entries[0] : this.chosen));
  }

  /** @private @param {MouseEvent} event */
  clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    const begin = target?.closest("[data-begin]");
    if (begin instanceof HTMLElement) this.begin(begin);
    const link = target?.closest("[data-edit]");
    const card = link ? null : target?.closest("[data-tree] .turn");
    if (card instanceof HTMLElement && !target?.closest("a, button")) location.hash = card.id;
    // Also when the address stays the same.
    if (link instanceof HTMLAnchorElement) queueMicrotask(() => this.focus());
  }

  /** @private Puts the cursor into the form of the chosen turn. */
  focus() {
    setTimeout(() => {
      this.follow();
      this.chosen?.querySelector("textarea")?.focus();
    });
  }

  /** @private Adds the turn that a reply is to lead to. @param {HTMLElement} button */
  begin(button) {
    const card = need(this.tree, `#${CSS.escape(button.closest(".turn")?.id ?? "")}`, HTMLElement);
    const number = Number(button.closest("[data-number]")?.getAttribute("data-number"));
    const from = entriesIn(this.list)[Number(card.dataset.place)];
    const replies = fieldsIn(from).find((one) => one.dataset.field === "choices");
    const reply = replies && entriesIn(replies)[number - 1];
    const id = data(button, "begin");
    if (reply) enter(reply, "next", id);
    add(this.list, "");
    const added = entriesIn(this.list).pop();
    if (added) enter(added, "id", id);
    this.choose(added);
    describe(this.form);
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    added?.querySelector("textarea")?.focus();
  }

  /** @private Draws again what was kept. */
  async kept() {
    const state = this.element.closest("studio-editor")?.getAttribute("data-state");
    if (state !== "saved" && state !== "unsaved") return;
    const answer = await fetch(data(this.element, "turnsAddress"));
    if (!answer.ok) return;
    const held = this.tree.contains(document.activeElement) ? document.activeElement?.closest("[id]")?.id : null;
    this.tree.innerHTML = await answer.text();
    this.choose(this.chosen);
    this.draw();
    if (held) document.getElementById(held)?.querySelector("a")?.focus();
  }

  /** @private @returns {HTMLElement[]} */
  cards() {
    return [...this.tree.querySelectorAll(".turn")].filter((one) => one instanceof HTMLElement);
  }

  /** @private Puts the cards where the layout wants them, and draws the arrows. */
  draw() {
    const list = this.tree.querySelector("[data-turns]");
    if (!(list instanceof HTMLElement)) return;
    const drawn = this.tree.clientWidth >= NARROWEST;
    list.querySelector("svg")?.remove();
    list.classList.toggle("drawn", drawn);
    const cards = this.cards();
    for (const card of cards) card.style.translate = "";
    list.style.width = list.style.height = "";
    if (!drawn || !cards.length) return;
    const graph = graphOf(cards);
    layout(graph);
    const { width = 0, height = 0 } = /** @type {{width?: number, height?: number}} */ (graph.graph());
    list.style.width = `${width}px`;
    list.style.height = `${height}px`;
    for (const card of cards) {
      const at = graph.node(card.id);
      card.style.translate = `${at.x - at.width / 2}px ${at.y - at.height / 2}px`;
    }
    for (const reply of this.tree.querySelectorAll("[data-number]")) inOrder(reply, graph);
    list.prepend(arrows(graph, cards, width, height));
  }
}

/**
 * Puts a reply's sign to the side to which its arrow goes, so that arrows don't cross at once.
 * @param {Element} reply
 * @param {Graph} graph
 */
function inOrder(reply, graph) {
  if (!(reply instanceof HTMLElement)) return;
  const card = reply.closest(".turn")?.id ?? "";
  const points = graph.edge(card, `turn-${reply.dataset.target}`, reply.dataset.number)?.points;
  reply.style.order = points ? String(Math.round(points[1].x)) : "";
}

/** @param {HTMLElement[]} cards */
function graphOf(cards) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: BESIDE, ranksep: BELOW, marginx: MARGIN, marginy: MARGIN });
  for (const card of cards) {
    graph.setNode(card.id, { width: card.offsetWidth, height: card.offsetHeight });
  }
  for (const [card, reply, target] of replies(cards)) {
    if (target !== card.id) graph.setEdge(card.id, target, {}, reply.dataset.number);
  }
  return graph;
}

/** @param {HTMLElement[]} cards @returns {[HTMLElement, HTMLElement, string][]} */
function replies(cards) {
  return cards.flatMap((card) =>
    /** @type {HTMLElement[]} */ ([...card.querySelectorAll("[data-target]")]).map((reply) => [
      card,
      reply,
      `turn-${reply.dataset.target}`,
    ]),
  );
}

/**
 * @param {Graph} graph
 * @param {HTMLElement[]} cards
 * @param {number} width
 * @param {number} height
 */
function arrows(graph, cards, width, height) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-hidden", "true");
  for (const [card, reply, target] of replies(cards)) {
    const edge = graph.edge(card.id, target, reply.dataset.number);
    if (!edge) continue;
    const from = graph.node(card.id);
    const start = { x: from.x - from.width / 2 + reply.offsetLeft + reply.offsetWidth / 2, y: from.y + from.height / 2 };
    const goesBack = graph.node(target).y <= from.y;
    const points = goesBack ? edge.points : [start, ...edge.points.slice(1)];
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", curve(points));
    path.setAttribute("class", "arrow");
    path.dataset.quality = reply.dataset.quality;
    const head = document.createElementNS(SVG, "path");
    const [before, end] = points.slice(-2);
    const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
    head.setAttribute("d", "M0 0L-9 -5L-9 5Z");
    head.setAttribute("class", "head");
    head.dataset.quality = reply.dataset.quality;
    head.setAttribute("transform", `translate(${end.x} ${end.y}) rotate(${angle})`);
    svg.append(path, head);
  }
  return svg;
}

/** @param {{x: number, y: number}[]} points @returns {string} a smooth line through their middles */
function curve(points) {
  const [first, ...rest] = points;
  const last = rest[rest.length - 1];
  const middles = rest
    .slice(0, -1)
    .map((one, place) => `Q${one.x} ${one.y} ${(one.x + rest[place + 1].x) / 2} ${(one.y + rest[place + 1].y) / 2}`);
  return `M${first.x} ${first.y}${middles.join("")}L${last.x} ${last.y}`;
}

/** @param {HTMLElement} entry @param {string} name of a field @param {string} text */
function enter(entry, name, text) {
  const field = fieldsIn(entry).find((one) => one.dataset.field === name);
  const control = field?.querySelector("[data-control]");
  if (control instanceof HTMLInputElement) control.value = text;
}

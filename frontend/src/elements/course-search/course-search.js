import { all, data, isComposing, need, pageLanguage } from "../../common/dom.js";
import { counted, filled } from "../../common/message.js";
import { ROOT } from "../../common/site.js";
import { store } from "../../learner/device.js";
import { doneIn } from "../../learner/progress.js";
import { openSearch } from "../../search/engine/engine.js";
import { LONGEST } from "../../search/engine/question.js";
import { Filters } from "./filters.js";
import { hitItem } from "./hits.js";
import { addressOf, queryIn } from "./query.js";
import { clearSearches, keepSearch, recentSearches } from "./recent.js";

/** @typedef {import("../../search/engine/engine.js").Answer} Answer */

/** How many results the dialog shows, how many of them before the others, and how many at a time their page. */
const IN_DIALOG = 8;
const FIRST = 3;
const ON_PAGE = 20;

/** How long (ms) typing rests before the address says what was typed: Safari allows 100 in 30 seconds. */
const REST = 400;

/** How long (ms) typing rests before more is loaded than the first results: most would be for nothing. */
const PAUSE = 600;

/** How long (ms) an answer may take before it is said that it is on its way. */
const QUICK = 400;

/**
 * `<course-search>`: a field, filters, and results as one types. In the header's dialog it shows the first
 * results, and a link to all of them. On their page, where it takes its parts from the dialog's template, it
 * shows all, and the address says what was asked.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function courseSearch(element, signal) {
  const template = need(document, "#an-search", HTMLTemplateElement);
  const own = need(template.content, "course-search", HTMLElement);
  const isPage = !element.closest("dialog");
  const parts = isPage ? document.importNode(own, true).children : [];
  element.append(...[...parts].filter((part) => !part.matches(".an-needs-script")));
  const texts = own.dataset;
  const course = data(own, "course");
  const root = ROOT + data(own, "folder");
  const language = pageLanguage();

  const field = need(element, "input", HTMLInputElement);
  field.maxLength = LONGEST;
  const box = need(element, "[data-filters]", HTMLElement);
  const filters = new Filters(box, async (name, value) => {
    field.value = await engine.without(field.value, name, value);
    field.focus();
    changed();
  });
  const status = need(element, "[role=status]", HTMLElement);
  const nothing = need(element, "[data-nothing]", HTMLElement);
  const near = need(element, "[data-near]", HTMLElement);
  const recent = need(element, "[data-recent]", HTMLElement);
  const list = need(element, ".an-hits", HTMLElement);
  const toAll = need(element, "[data-all]", HTMLAnchorElement);
  const more = need(element, "[data-more]", HTMLButtonElement);
  for (const link of all(element, "[data-to]")) link.setAttribute("href", root + data(link, "to"));

  const engine = openSearch({ root, language, progress: filters.progress });
  let questions = 0; // so far: only the answer to the last one is shown
  let length = 0; // of the text when it was last looked at
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  const address = () => addressOf({ text: field.value, chosen: filters.chosen });

  /** @param {number} from @param {number} count of results @returns {Promise<Answer>} */
  const answerTo = (from, count) => {
    const done = () => doneIn(store, course);
    return engine.search(field.value, { filters: filters.chosen, from, count, done });
  };

  /**
   * Shows what is found, or what was searched for before.
   * @param {number} [from] how many are shown
   * @param {number} [pause] how long (ms) to wait between the first results and the others
   */
  const look = async (from = 0, pause = 0) => {
    questions += 1;
    const question = questions;
    const isOver = () => question !== questions || signal.aborted;
    list.setAttribute("aria-busy", "true");
    const late = setTimeout(() => isOver() || say(texts.waiting), QUICK);
    try {
      if (isPage) await offer(); // The address may ask for some.
      if (isOver()) return;
      if (!address()) return rest();
      const answer = await answerTo(from, isPage ? ON_PAGE : FIRST);
      const nearest = answer.total > 0 ? null : await engine.nearest(field.value);
      if (isOver()) return;
      clearTimeout(late);
      show(answer, from, nearest);
      if (!isPage && answer.total > FIRST) {
        list.setAttribute("aria-busy", "true");
        await new Promise((over) => setTimeout(over, pause));
        if (isOver()) return;
        const others = await answerTo(FIRST, IN_DIALOG - FIRST).catch(() => null);
        if (isOver()) return;
        list.append(...(others ? others.hits.map(itemOf) : []));
        if (!others) toAll.hidden = false; // Each result is loaded by itself: those that came stay.
        list.setAttribute("aria-busy", "false");
      }
      offer();
    } catch {
      if (!isOver()) fail(from > 0); // A part of the index can't be loaded.
    } finally {
      clearTimeout(late);
    }
  };

  /** Offers what the course can be filtered by, once. Without a connection there is no choice. */
  const offer = async () => {
    if (filters.isOffered) return;
    const facets = await engine.facets().catch(() => null);
    if (filters.isOffered || !facets) return; // Another question was quicker.
    filters.offer(facets);
    if (!isPage) return;
    const { text, chosen } = queryIn(location.search, filters.names);
    filters.choose(chosen);
    if (text !== field.value.trim()) noteAddress(); // It waited for the filters.
  };

  /** @param {import("../../search/engine/engine.js").Hit} hit */
  const itemOf = (hit) => hitItem(hit, root, "marks" in texts);

  /** @param {Answer} answer @param {number} from @param {string | null} nearest what may be meant */
  const show = ({ total, hits, shownFor, filters: told }, from, nearest) => {
    clear(from > 0);
    const items = hits.map(itemOf);
    list.append(...items);
    if (from > 0 && items.length > 0) need(items[0], "a", HTMLAnchorElement).focus();
    const isWhole = (isPage ? list.children.length : IN_DIALOG) >= total;
    box.hidden = false;
    nothing.hidden = total > 0;
    near.hidden = nearest === null;
    if (nearest !== null) near.replaceChildren(...around(texts.near || "", asking(nearest)));
    toAll.hidden = isPage || isWhole;
    toAll.href = root + data(own, "page") + address();
    more.hidden = !isPage || isWhole;
    filters.tell(told);
    const query = field.value.trim();
    const number = counted(texts, "found", total, language);
    if (total === 0 && query) say(filled((filters.isAsked ? texts.noneFiltered : texts.none) || "", { query }));
    else if (shownFor === null) say(number);
    else say(`${filled(texts.corrected || "", { query: shownFor })} ${number}`);
  };

  const rest = () => {
    clear();
    say();
    box.hidden = !isPage;
    const before = recentSearches(store, course);
    recent.hidden = before.length === 0;
    const entries = before.map((text) => {
      const item = document.createElement("li");
      item.append(asking(text));
      return item;
    });
    need(recent, "ul", HTMLElement).replaceChildren(...entries);
  };

  /** @param {boolean} keepsHits */
  const fail = (keepsHits) => {
    say(texts.failed);
    if (keepsHits) return;
    clear();
    nothing.hidden = false;
    near.hidden = true;
  };

  /** @param {boolean} [keepsHits] */
  const clear = (keepsHits) => {
    if (!keepsHits) list.replaceChildren();
    for (const part of [box, nothing, recent, toAll, more]) part.hidden = true;
  };

  /** @param {string} [text] for the eye, and for screen readers */
  const say = (text = "") => {
    status.textContent = text;
    list.setAttribute("aria-busy", String(text === texts.waiting));
  };

  /** @param {string} text @returns {HTMLButtonElement} which searches for it */
  const asking = (text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "an-plain-button";
    button.dir = "auto";
    button.textContent = text;
    button.addEventListener("click", () => {
      field.value = text;
      field.focus();
      changed();
    });
    return button;
  };

  const noteAddress = () => {
    clearTimeout(resting);
    if (!isPage || signal.aborted || !filters.isOffered) return; // Until then it alone has the filters.
    history.replaceState(history.state, "", location.pathname + address());
  };

  const changed = () => {
    clearTimeout(resting);
    resting = setTimeout(noteAddress, REST);
    const isTyped = Math.abs(field.value.length - length) === 1; // More at once is pasted, dictated, proposed.
    length = field.value.length;
    look(0, isTyped ? PAUSE : 0);
  };

  const readAddress = () => {
    const { text, chosen } = queryIn(location.search, filters.names);
    field.value = text;
    filters.choose(chosen);
    look();
  };

  const isBusy = () => list.getAttribute("aria-busy") === "true";
  const hasFailed = () => status.textContent === texts.failed;

  const takeAll = () => {
    if (hasFailed()) look();
    else if (isPage) field.blur(); // which puts a phone's keyboard away
    else if (address() && (isBusy() || list.children.length > 0)) {
      toAll.href = root + data(own, "page") + address(); // What is shown may answer what was typed before.
      toAll.click();
    }
  };

  element.addEventListener(
    "keydown",
    (event) => {
      if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.key === "Enter" && event.target === field) takeAll();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] || 0;
      const places = [field, ...all(list, "a")];
      const here = places.indexOf(/** @type {HTMLElement} */ (event.target));
      const next = here >= 0 && step !== 0 && places[here + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
    { signal },
  );
  element.addEventListener("input", changed, { signal });
  element.addEventListener(
    "click",
    ({ target }) => {
      if (!(target instanceof Element)) return;
      if (target.closest(".an-hits a, [data-all]")) {
        keepSearch(store, course, field.value);
        noteAddress();
      }
      if (target.closest("[data-forget]")) {
        clearSearches(store, course);
        rest();
        field.focus();
      }
    },
    { signal },
  );
  more.addEventListener("click", () => isBusy() || look(list.children.length), { signal });
  addEventListener("online", () => hasFailed() && look(), { signal });
  if (isPage) {
    addEventListener("popstate", () => element.isConnected && readAddress(), { signal });
    readAddress();
  } else {
    look(); // Something may have been typed meanwhile.
  }
}

/** @param {string} text with the gap `{query}` @param {Node} node for it @returns {(Node | string)[]} */
function around(text, node) {
  const [before, after = ""] = text.split("{query}");
  return [before, node, after];
}

import { all, data, need, pageLanguage } from "../../common/dom.js";
import { filled, longDate, shortNumber } from "../../common/message.js";
import { newSeed } from "../../common/shuffle.js";
import { isDraft } from "../../items/draft.js";
import { answered, begun, drawn, handedIn, percentOf, tally, unanswered } from "../../learner/assessment.js";
import { checked } from "../../learner/attempt.js";
import { DECK, asDeck } from "../../learner/deck.js";
import { store } from "../../learner/device.js";
import { asAnswer } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";
import { NOTHING, after, missedIn, outcomeOf, resultOf } from "./taking.js";

/**
 * @typedef {import("../../learner/deck.js").Attempt} Attempt
 * @typedef {HTMLElement & import("../scenario-quiz/assessing.js").QuizMethods} Quiz
 *
 * @typedef {object} Question an item on the page
 * @property {HTMLElement} place its entry in the list
 * @property {Quiz} quiz
 * @property {string} rev
 */

/**
 * `<item-deck data-course data-deck data-questions [data-pass]>`: draws questions from those in its
 * list, saves answers as they are given, and shows the result once the quiz is handed in. Each
 * question is a `<scenario-quiz data-mode="assessment">`, which gives no feedback until then.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function itemDeck(element, signal) {
  // When pages are swapped, this element is connected just before the elements inside it.
  queueMicrotask(() => signal.aborted || new ItemDeck(element, signal).show(false));
}

class ItemDeck {
  /** @private @returns {Attempt | null} the attempt on the page */
  get attempt() {
    return this.taking.attempt;
  }

  /** @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(element, signal) {
    this.element = element;
    this.course = data(element, "course");
    this.key = recordKey(this.course, DECK, data(element, "deck"));
    this.passMark = "pass" in element.dataset ? Number(element.dataset.pass) : null;
    this.list = need(element, ".an-deck", HTMLElement);
    this.missing = need(element, "[data-missing]", HTMLElement);
    /** @type {Map<string, Question>} */
    this.questions = new Map(all(this.list, "[data-key]").map((place) => [data(place, "key"), questionIn(place)]));
    this.chances = new Map(
      [...this.questions].map(([key, { place }]) => [key, Number(data(place, "chance"))]),
    );
    this.revisions = new Map([...this.questions].map(([key, { rev }]) => [key, rev]));
    this.taking = NOTHING;

    const on = (/** @type {string} */ selector, /** @type {() => void} */ act) => {
      for (const button of all(element, selector)) button.addEventListener("click", act, { signal });
    };
    on("[data-begin]", () => this.begin(this.draw));
    on("[data-redo]", () => this.begin(this.missed));
    on("[data-hand-in]", () => this.handIn(false));
    on("[data-anyway]", () => this.handIn(true));
    this.list.addEventListener("answerable:changed", (event) => this.keep(event), { signal });
    store.follow(this.key, () => this.show(false), signal);
    this.part("plain").hidden = true;
  }

  /** @private @param {string} name @returns {HTMLElement} */
  part(name) {
    return need(this.element, `[data-part="${name}"]`, HTMLElement);
  }

  /** @private @param {string} key @returns {Question} */
  question(key) {
    return /** @type {Question} */ (this.questions.get(key));
  }

  /** @private @param {number} seed @returns {string[]} */
  draw = (seed) => {
    const pool = [...this.questions].map(([key, { place }]) => ({
      key,
      module: data(place, "module"),
      scenario: key.split("/")[0],
      replies: data(place, "replies").split(" ").filter(Boolean),
    }));
    return drawn(pool, Number(data(this.element, "questions")), seed);
  };

  /** @private @returns {string[]} keys of what was not fully right in the last attempt */
  missed = () => (this.attempt ? missedIn(this.attempt) : []);

  /** @private @param {(seed: number) => string[]} choose */
  begin(choose) {
    const seed = newSeed();
    const keys = choose(seed);
    store.update(this.key, asDeck, (before) => {
      // Another tab may have begun an attempt in the meantime: one is enough.
      const open = before && before.attempt && before.attempt.done === null;
      return open ? before : begun(before, keys, seed, store.now());
    });
    this.show(false);
    need(this.element, "#questions", HTMLElement).focus();
  }

  /**
   * Shows what is saved.
   * @param {boolean} fresh whether it was handed in on this page just now
   */
  show(fresh) {
    const deck = store.read(this.key, asDeck);
    this.taking = after(this.taking, { type: "read", deck, revisions: this.revisions });
    const { phase, attempt, isResumed, hasChanged, earlier } = this.taking;
    this.element.dataset.state = phase;
    this.part("start").hidden = phase !== "start";
    this.part("result").hidden = phase !== "done";
    this.part("hand-in").hidden = phase !== "open";
    this.part("resumed").hidden = !isResumed;
    this.part("changed").hidden = !hasChanged;
    this.part("storage").hidden = store.durable;
    need(this.element, "#questions", HTMLElement).hidden = attempt === null;
    if (!attempt || this.taking.isAnother) this.lay(attempt);
    if (attempt) this.showAnswers(attempt);
    this.list.hidden = attempt === null;
    if (attempt && phase === "done") this.showResult(attempt);
    if (phase === "open") this.showCount();
    this.showEarlier(earlier);
    if (fresh) need(this.element, "#result", HTMLElement).focus();
  }

  /** @private Puts the questions of an attempt on the page. @param {Attempt | null} attempt */
  lay(attempt) {
    for (const { place } of this.questions.values()) place.hidden = true;
    if (!attempt) return;
    // Moving elements loses focus and answers, so it happens once per attempt.
    this.list.append(...attempt.keys.map((key) => this.question(key).place));
    attempt.keys.forEach((key, number) => {
      const { place, quiz } = this.question(key);
      place.hidden = false;
      quiz.clear();
      quiz.arrange(attempt.seed + number);
    });
  }

  /** @private @param {Attempt} attempt */
  showAnswers(attempt) {
    const done = attempt.done !== null;
    for (const key of this.taking.newer) {
      const { quiz } = this.question(key);
      const { answer, draft } = attempt.answers[key];
      if (isDraft(draft)) quiz.putDraft(draft);
      else quiz.restore(answer);
    }
    for (const key of attempt.keys) {
      const { place, quiz } = this.question(key);
      if (done) quiz.reveal();
      for (const source of all(place, '[data-part="source"]')) source.hidden = !done;
      const mark = need(place, "[data-outcome]", HTMLElement);
      mark.replaceChildren(...(done ? [this.mark(outcomeOf(attempt, key))] : []));
    }
  }

  /** @private @param {string} outcome @returns {DocumentFragment} */
  mark(outcome) {
    const template = need(this.element, `template[data-outcome=${outcome}]`, HTMLTemplateElement);
    return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  }

  /** @private @param {Event} event an answer was given, changed or removed */
  keep(event) {
    const place = event.target instanceof Element && event.target.closest("[data-key]");
    if (!(place instanceof HTMLElement) || !this.attempt || this.attempt.done !== null) return;
    const key = data(place, "key");
    const { quiz, rev } = this.question(key);
    const given = { rev, answer: quiz.currentAnswer(), draft: quiz.currentDraft() };
    const { attempt } = this;
    const now = store.now();
    const deck = store.update(this.key, asDeck, (before) => answered(before, attempt, key, given, now));
    this.taking = after(this.taking, { type: "answered", key, given, now });
    if (!deck) this.show(false); // Everything was deleted in another tab.
    this.part("storage").hidden = store.durable;
    this.showCount();
  }

  /** @private */
  showCount() {
    const { attempt } = this;
    if (!attempt) return;
    const gaps = unanswered(attempt);
    const count = need(this.element, "[data-count]", HTMLElement);
    const total = attempt.keys.length;
    const text = filled(data(count, "count"), { n: total - gaps.length, total });
    if (count.textContent !== text) count.textContent = text; // Every assignment would be read out.
    if (gaps.length === 0) this.missing.hidden = true;
  }

  /** @private @param {boolean} anyway even if questions are unanswered */
  handIn(anyway) {
    const attempt = /** @type {Attempt} */ (this.attempt);
    const gaps = unanswered(attempt);
    if (gaps.length > 0 && !anyway) {
      this.showMissing(attempt, gaps);
      return;
    }
    const given = attempt.keys.filter((key) => !gaps.includes(key));
    const scores = Object.fromEntries(given.map((key) => [key, this.question(key).quiz.currentScore()]));
    const now = store.now();
    let first = false;
    store.update(this.key, asDeck, (before) => {
      const after = handedIn(before, attempt, scores, this.passMark, now);
      first = after !== before;
      return after;
    });
    // So that review and progress know about it as well.
    if (first) for (const key of given) this.log(attempt, key, scores[key], now);
    this.missing.hidden = true;
    this.show(true);
  }

  /** @private @param {Attempt} attempt @param {string} key @param {number} score @param {number} now */
  log(attempt, key, score, now) {
    const { quiz, rev } = this.question(key);
    const [scenario, item] = key.split("/");
    const seed = attempt.seed + attempt.keys.indexOf(key);
    const check = { rev, seed, answer: quiz.currentAnswer(), score, sure: quiz.currentSure() };
    store.update(recordKey(this.course, scenario, item), asAnswer, (before) =>
      checked(before, check, now),
    );
  }

  /** @private @param {Attempt} attempt @param {string[]} gaps */
  showMissing(attempt, gaps) {
    const list = need(this.missing, "ul", HTMLUListElement);
    list.replaceChildren(
      ...gaps.map((key) => {
        const entry = document.createElement("li");
        const link = document.createElement("a");
        link.href = `#${this.question(key).place.id}`;
        link.textContent = filled(data(list, "text"), { n: attempt.keys.indexOf(key) + 1 });
        link.addEventListener("click", (event) => {
          event.preventDefault(); // The address stays the same; only focus moves.
          const field = this.question(key).place.querySelector("input, select, textarea, button");
          if (field instanceof HTMLElement) field.focus();
        });
        entry.append(link);
        return entry;
      }),
    );
    this.missing.hidden = false;
    this.missing.focus();
  }

  /** @private @param {Attempt} attempt */
  showResult(attempt) {
    const { total, guessed, passed } = resultOf(attempt, this.chances, this.passMark);
    const points = need(this.element, "[data-total]", HTMLElement);
    points.textContent = filled(data(this.element, "points"), worded(total));
    for (const verdict of all(this.element, "[data-verdict]:is(p, a)")) {
      verdict.hidden = (verdict.dataset.verdict === "passed") !== passed;
    }
    const chance = need(this.element, "p[data-chance]", HTMLElement);
    chance.textContent = filled(data(chance, "chance"), worded(guessed));
    for (const redo of all(this.element, "[data-redo]")) redo.hidden = missedIn(attempt).length === 0;
    this.showModules(attempt);
  }

  /** @private @param {Attempt} attempt */
  showModules(attempt) {
    for (const row of all(this.element, "tr[data-module]")) {
      const keys = attempt.keys.filter(
        (key) => this.question(key).place.dataset.module === row.dataset.module,
      );
      row.hidden = keys.length === 0;
      const cell = need(row, "td", HTMLTableCellElement);
      cell.textContent = filled(data(cell, "text"), worded(tally(keys, attempt.scores)));
    }
  }

  /** @private @param {import("../../learner/deck.js").Result[]} results */
  showEarlier(results) {
    const part = this.part("earlier");
    const language = pageLanguage();
    need(part, "ul", HTMLUListElement).replaceChildren(
      ...results.map(({ at, points, of }) => {
        const entry = document.createElement("li");
        entry.textContent = filled(data(this.element, "resultEntry"), {
          date: longDate(at, language, "short"),
          points: shortNumber(points, language),
          total: of,
          percent: percentOf(points, of),
        });
        return entry;
      }),
    );
    part.hidden = results.length === 0;
  }
}

/** @param {HTMLElement} place @returns {Question} */
function questionIn(place) {
  const quiz = /** @type {Quiz} */ (need(place, "scenario-quiz", HTMLElement));
  return { place, quiz, rev: data(quiz, "rev") };
}

/** @param {import("./taking.js").Points} points @returns {Record<string, string | number>} */
const worded = ({ points, of, percent }) => ({
  points: shortNumber(points, pageLanguage()),
  total: of,
  percent,
});

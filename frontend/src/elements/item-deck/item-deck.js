import { all, data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";
import { questionsOf } from "../../common/questions.js";
import { newSeed } from "../../common/shuffle.js";
import { isDraft } from "../../items/draft.js";
import { answered, begun, drawn, handedIn, placed, unanswered } from "../../learner/assessment.js";
import { checked } from "../../learner/attempt.js";
import { DECK, asDeck, same } from "../../learner/deck.js";
import { store } from "../../learner/device.js";
import { asAnswer } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";
import { forAssessment } from "../scenario-quiz/assessing.js";
import { addressOf, placeAt } from "./places.js";
import { fillPool, poolIn } from "./pool.js";
import { showEarlier, showResult } from "./result.js";
import { NOTHING, after, missedIn, outcomeOf, screenOf } from "./taking.js";

/**
 * @typedef {import("../../learner/deck.js").Attempt} Attempt
 * @typedef {HTMLElement & import("../scenario-quiz/assessing.js").QuizMethods} Quiz
 *
 * @typedef {object} Question one of the attempt's, on the page
 * @property {HTMLElement} frame around it
 * @property {Quiz} quiz
 */

/**
 * `<item-deck data-course data-deck data-questions data-count [data-pass]>`: draws `data-count`
 * questions from the list of its pool, asks one a screen, saves answers as they are given, and shows
 * the result once the quiz is handed in. The questions are loaded from files below `data-questions`;
 * each is a `<scenario-quiz data-mode="assessment">`, which gives no feedback until then.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function itemDeck(element, signal) {
  const pool = need(element, "[data-pool]", HTMLElement);
  const open = () => signal.aborted || new ItemDeck(element, signal).read();
  // When pages are swapped, this element is connected just before the elements inside it.
  if (!("portions" in pool.dataset)) return queueMicrotask(open);
  const status = need(element, "[data-status]", HTMLElement);
  const key = recordKey(data(element, "course"), DECK, data(element, "deck"));
  const begun = store.read(key, asDeck)?.attempt?.keys ?? [];
  const fill = async () => {
    status.textContent = data(status, "waiting");
    const scenarios = begun.map((one) => one.split("/")[0]);
    const isFilled = await fillPool(pool, scenarios, Number(data(element, "count")));
    status.textContent = isFilled ? "" : data(status, "unreachable");
    if (isFilled) open();
    else addEventListener("online", fill, { once: true, signal });
  };
  fill();
}

class ItemDeck {
  /** @private @returns {Attempt | null} the attempt on the page */
  get attempt() {
    return this.taking.attempt;
  }

  /** @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(element, signal) {
    this.element = element;
    this.signal = signal;
    this.course = data(element, "course");
    this.key = recordKey(this.course, DECK, data(element, "deck"));
    this.passMark = "pass" in element.dataset ? Number(element.dataset.pass) : null;
    this.pool = poolIn(need(element, "[data-pool]", HTMLElement));
    this.revisions = new Map([...this.pool.entries].map(([key, { rev }]) => [key, rev]));
    this.stage = need(element, "[data-stage]", HTMLElement);
    this.marked = need(element, "[data-marked]", HTMLElement);
    this.status = need(element, "[data-status]", HTMLElement);
    this.here = need(element, "[data-place]", HTMLElement);
    this.bar = need(element, "[data-bar]", HTMLProgressElement);
    /** @type {Map<string, HTMLTemplateElement>} by key, once they are loaded */
    this.sources = new Map();
    /** @type {Map<string, Question>} those on the page, in the attempt's order */
    this.questions = new Map();
    this.taking = NOTHING;
    /** @private Which attempt the questions on the page are of, and whether it was handed in. */
    this.laid = "";

    const on = (/** @type {string} */ selector, /** @type {() => void} */ act) => {
      for (const button of all(element, selector)) button.addEventListener("click", act, { signal });
    };
    on("[data-begin]", () => this.begin(this.draw));
    on("[data-redo]", () => this.begin(this.missed));
    on("[data-again]", () => this.read());
    on("[data-back]", () => this.go(this.taking.place - 1));
    on("[data-next]", () => this.go(this.taking.place + 1));
    on("[data-hand-in]", () => this.handIn());
    this.stage.addEventListener("answerable:changed", (event) => this.keep(event), { signal });
    addEventListener("hashchange", () => this.follow(), { signal });
    store.follow(this.key, () => this.read(), signal);
  }

  /** @private @param {string} name @returns {HTMLElement} */
  part(name) {
    return need(this.element, `[data-part="${name}"]`, HTMLElement);
  }

  /** @private @param {string} key @returns {Question} */
  question(key) {
    return /** @type {Question} */ (this.questions.get(key));
  }

  /** @private @param {import("./taking.js").TakingEvent} event */
  happened(event) {
    this.taking = after(this.taking, event);
    this.show();
  }

  /** @private @param {number} seed @returns {string[]} */
  draw = (seed) => drawn([...this.pool.entries.values()], Number(data(this.element, "count")), seed);

  /** @private @returns {string[]} keys of what was not fully right in the last attempt */
  missed = () => (this.attempt ? missedIn(this.attempt) : []);

  /**
   * @private
   * @param {readonly string[]} keys
   * @returns {Promise<boolean>} whether all of these questions are loaded now
   */
  async load(keys) {
    const folder = data(this.element, "questions");
    await Promise.all(
      keys.map(async (key) => {
        const [scenario, item] = key.split("/");
        const questions = await questionsOf(folder, scenario);
        const source = questions && questions.querySelector(`[data-item="${item}"]`);
        if (source instanceof HTMLTemplateElement) this.sources.set(key, source);
      }),
    );
    return keys.every((key) => this.sources.has(key));
  }

  /** @private @param {(seed: number) => string[]} choose */
  async begin(choose) {
    if (this.taking.questions === "loading") return; // The button was pressed twice.
    const seed = newSeed();
    const keys = choose(seed);
    this.happened({ type: "loading" });
    // An attempt begins with all of its questions on the device: no lost connection can end it.
    const loaded = await this.load(keys);
    if (this.signal.aborted) return;
    if (!loaded) return this.happened({ type: "unreachable" });
    store.update(this.key, asDeck, (before) => {
      // Another tab may have begun an attempt in the meantime: one is enough.
      const open = before && before.attempt && before.attempt.done === null;
      return open ? before : begun(before, keys, seed, store.now());
    });
    await this.read();
    this.here.focus();
  }

  /** Shows what is saved, and loads the questions for it. */
  async read() {
    const deck = store.read(this.key, asDeck);
    this.happened({ type: "read", deck, revisions: this.revisions });
    const { attempt } = this;
    if (!attempt || this.taking.questions === "here") return;
    const place = attempt.done === null ? placeAt(location.hash, attempt.keys.length) : null;
    if (place !== null) this.happened({ type: "moved", place });
    const waits = !attempt.keys.every((key) => this.sources.has(key));
    if (waits) this.happened({ type: "loading" });
    const loaded = !waits || (await this.load(attempt.keys));
    if (this.signal.aborted || !same(attempt, this.attempt)) return;
    this.happened({ type: loaded ? "loaded" : "unreachable" });
  }

  /** @private Goes to another screen, with its own address. @param {number} place */
  go(place) {
    if (!this.attempt) return;
    history.pushState(null, "", addressOf(place, this.attempt.keys.length));
    this.follow();
  }

  /** @private Shows the screen in the address. */
  follow() {
    const { attempt } = this;
    const place = attempt && placeAt(location.hash, attempt.keys.length);
    if (!attempt || place === null) return;
    if (this.taking.phase === "done") return this.openMarked(place);
    this.happened({ type: "moved", place });
    store.update(this.key, asDeck, (before) => placed(before, attempt, place));
    this.element.scrollIntoView();
    const heading = screenOf(this.taking) === "check" ? need(this.element, "#check", HTMLElement) : this.here;
    heading.focus({ preventScroll: true });
  }

  /** @private @param {number} place of a question in the attempt that was handed in */
  openMarked(place) {
    const frame = this.questions.get(this.attempt?.keys[place] || "")?.frame;
    if (!(frame instanceof HTMLDetailsElement)) return;
    frame.open = true;
    frame.scrollIntoView();
  }

  /** @private Shows the state as it is now. */
  show() {
    const { taking, attempt } = this;
    const screen = screenOf(taking);
    this.element.dataset.state = screen;
    for (const part of all(this.element, "[data-on]")) {
      part.hidden = !data(part, "on").split(" ").includes(screen);
    }
    const isAsking = screen === "question" || screen === "check";
    this.showStatus(screen);
    this.part("resumed").hidden = !taking.isResumed || screen !== "question";
    this.part("changed").hidden = !taking.hasChanged || !isAsking;
    this.part("storage").hidden = store.durable;
    this.lay();
    showEarlier(this.element, isAsking ? [] : taking.earlier);
    if (!attempt) return;
    if (screen === "question") this.showQuestion(attempt);
    if (screen === "check") this.showCheck(attempt);
    if (screen === "result") this.showDone(attempt);
    if (isAsking) this.showAddress(attempt);
  }

  /** @private @param {ReturnType<typeof screenOf>} screen */
  showStatus(screen) {
    const { questions, phase } = this.taking;
    const name = screen === "waiting" ? screen : questions === "unreachable" && phase !== "done" ? questions : "";
    this.status.textContent = name && data(this.status, name);
  }

  /** @private The address of the screen replaces any other, so that the back button never gets stuck. */
  showAddress(/** @type {Attempt} */ { keys }) {
    const { place } = this.taking;
    if (placeAt(location.hash, keys.length) === place) return;
    history.replaceState(history.state, "", addressOf(place, keys.length));
  }

  /** @private Puts the questions of the attempt on the page, once they are loaded. */
  lay() {
    const { attempt, taking } = this;
    const isHere = attempt && taking.questions === "here";
    const laid = isHere ? [attempt.seed, attempt.at, taking.phase, ...attempt.keys].join() : "";
    if (this.laid !== laid) {
      this.laid = laid;
      this.stage.replaceChildren();
      this.marked.replaceChildren();
      this.questions.clear();
      if (isHere) for (const key of orderOf(attempt)) this.layOne(attempt, key);
    } else if (isHere && taking.phase === "open") {
      for (const key of taking.newer) this.fill(attempt, key);
    }
  }

  /** @private @param {Attempt} attempt @param {string} key */
  layOne(attempt, key) {
    const place = attempt.keys.indexOf(key);
    const name = attempt.done === null ? "asked" : "marked";
    const template = need(this.element, `template[data-frame=${name}]`, HTMLTemplateElement);
    const copy = /** @type {DocumentFragment} */ (document.importNode(template.content, true));
    const frame = need(copy, "[data-key]", HTMLElement);
    frame.dataset.key = key;
    frame.id = addressOf(place, attempt.keys.length).slice(1);
    const source = /** @type {HTMLTemplateElement} */ (this.sources.get(key));
    const content = /** @type {DocumentFragment} */ (document.importNode(source.content, true));
    forAssessment(content);
    if (attempt.done !== null) answerFirst(content, frame);
    frame.append(content);
    (attempt.done === null ? this.stage : this.marked).append(frame);
    const quiz = /** @type {Quiz} */ (need(frame, "scenario-quiz", HTMLElement));
    quiz.arrange(attempt.seed + place);
    this.questions.set(key, { frame, quiz });
    this.fill(attempt, key);
    if (attempt.done !== null) this.mark(attempt, key);
  }

  /** @private Shows what was answered. @param {Attempt} attempt @param {string} key */
  fill(attempt, key) {
    const given = attempt.answers[key];
    if (!given || given.rev !== this.revisions.get(key)) return; // The words may have changed.
    const { quiz } = this.question(key);
    if (isDraft(given.draft)) quiz.putDraft(given.draft);
    else if (given.answer !== null) quiz.restore(given.answer);
  }

  /** @private @param {Attempt} attempt @param {string} key */
  mark(attempt, key) {
    const { frame, quiz } = this.question(key);
    quiz.reveal();
    need(frame, "[data-reasons]", HTMLElement).append(...quiz.reasons());
    const template = `template[data-outcome=${outcomeOf(attempt, key)}]`;
    const outcome = need(this.element, template, HTMLTemplateElement).content.cloneNode(true);
    need(frame, "[data-mark]", HTMLElement).append(outcome);
    const name = need(frame, "[data-name]", HTMLElement);
    name.textContent = filled(data(name, "name"), { n: attempt.keys.indexOf(key) + 1, title: titleOf(frame) });
    for (const source of all(frame, "[data-source]")) source.hidden = false;
    frame.addEventListener("toggle", () => {
      if (/** @type {HTMLDetailsElement} */ (frame).open) frame.scrollIntoView({ block: "nearest" });
    });
  }

  /** @private @param {Attempt} attempt */
  showQuestion({ keys }) {
    const { place } = this.taking;
    const total = keys.length;
    keys.forEach((key, index) => {
      this.question(key).frame.hidden = index !== place;
    });
    this.here.textContent = filled(data(this.here, "place"), { n: place + 1, total });
    this.bar.max = total;
    this.bar.value = place + 1;
    need(this.element, "[data-back]", HTMLElement).hidden = place === 0;
  }

  /** @private @param {Attempt} attempt */
  showCheck(attempt) {
    const { keys } = attempt;
    const gaps = unanswered(attempt);
    const count = need(this.element, "[data-answered]", HTMLElement);
    count.textContent = filled(data(count, "answered"), { n: keys.length - gaps.length, total: keys.length });
    const template = need(this.element, "template[data-entry]", HTMLTemplateElement);
    const entries = keys.map((key, place) => {
      const entry = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      const link = need(entry, "a", HTMLAnchorElement);
      link.href = addressOf(place, keys.length);
      link.textContent = filled(data(link, "name"), {
        n: place + 1,
        title: titleOf(this.question(key).frame),
      });
      for (const state of all(entry, "[data-is]")) {
        state.hidden = (state.dataset.is === "open") !== gaps.includes(key);
      }
      return entry;
    });
    need(this.element, "[data-checklist]", HTMLElement).replaceChildren(...entries);
    const first = need(this.element, "[data-first-gap]", HTMLAnchorElement);
    first.hidden = gaps.length === 0;
    if (gaps.length > 0) {
      const place = keys.indexOf(gaps[0]);
      first.href = addressOf(place, keys.length);
      first.textContent = filled(data(first, "firstGap"), { n: place + 1 });
    }
    for (const button of all(this.element, "[data-hand-in]")) {
      button.hidden = (button.dataset.handIn === "anyway") !== gaps.length > 0;
    }
  }

  /** @private @param {Attempt} attempt */
  showDone(attempt) {
    const { entries, links } = this.pool;
    showResult(this.element, attempt, entries, links, this.passMark);
    const { questions } = this.taking;
    this.part("marked").hidden = questions !== "here";
    this.part("unmarked").hidden = questions !== "unreachable";
  }

  /** @private @param {Event} event an answer was given, changed or removed */
  keep(event) {
    const frame = event.target instanceof Element && event.target.closest("[data-key]");
    const { attempt } = this;
    if (!(frame instanceof HTMLElement) || !attempt || attempt.done !== null) return;
    const key = data(frame, "key");
    const { quiz } = this.question(key);
    const given = { rev: data(quiz, "rev"), answer: quiz.currentAnswer(), draft: quiz.currentDraft() };
    const now = store.now();
    const deck = store.update(this.key, asDeck, (before) => answered(before, attempt, key, given, now));
    this.taking = after(this.taking, { type: "answered", key, given, now });
    if (!deck) this.read(); // Everything was deleted in another tab.
    this.part("storage").hidden = store.durable;
  }

  /** @private */
  handIn() {
    const attempt = /** @type {Attempt} */ (this.attempt);
    const gaps = unanswered(attempt);
    const given = attempt.keys.filter((key) => !gaps.includes(key));
    const scores = Object.fromEntries(given.map((key) => [key, this.question(key).quiz.currentScore()]));
    const now = store.now();
    let first = false;
    store.update(this.key, asDeck, (before) => {
      const deck = handedIn(before, attempt, scores, this.passMark, now);
      first = deck !== before;
      return deck;
    });
    // So that review and progress know about it as well.
    if (first) for (const key of given) this.log(attempt, key, scores[key], now);
    history.replaceState(history.state, "", "#result");
    this.read();
    this.element.scrollIntoView();
    need(this.element, "#result", HTMLElement).focus({ preventScroll: true });
  }

  /** @private @param {Attempt} attempt @param {string} key @param {number} score @param {number} now */
  log(attempt, key, score, now) {
    const { quiz } = this.question(key);
    const [scenario, item] = key.split("/");
    const seed = attempt.seed + attempt.keys.indexOf(key);
    const check = { rev: data(quiz, "rev"), seed, answer: quiz.currentAnswer(), score, sure: quiz.currentSure() };
    store.update(recordKey(this.course, scenario, item), asAnswer, (before) =>
      checked(before, check, now),
    );
  }
}

/**
 * @param {Attempt} attempt
 * @returns {string[]} its keys as they are on the page: once it is handed in, what was missed comes first
 */
function orderOf(attempt) {
  if (attempt.done === null) return attempt.keys;
  const missed = missedIn(attempt);
  return [...missed, ...attempt.keys.filter((key) => !missed.includes(key))];
}

/**
 * Puts what is said about an answer before the question, which is folded up.
 * @param {DocumentFragment} content
 * @param {HTMLElement} frame that has both parts
 */
function answerFirst(content, frame) {
  const [reasons, fold] = ["[data-reasons]", "[data-question]"].map((part) => need(frame, part, HTMLElement));
  const quiz = need(content, "scenario-quiz", HTMLElement);
  const exercise = /** @type {HTMLElement} */ (quiz.parentElement);
  fold.append(...all(content, ".an-review-title, .an-situation"), quiz);
  exercise.prepend(reasons);
  exercise.append(fold);
}

/** @param {HTMLElement} frame @returns {string} what its question is about */
const titleOf = (frame) => (need(frame, "h2", HTMLElement).textContent || "").trim();

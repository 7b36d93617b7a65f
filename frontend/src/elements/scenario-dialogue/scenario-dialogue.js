import { checked, opened, standing } from "../../learner/attempt.js";
import { store } from "../../learner/device.js";
import { scoreOfEnding, walk } from "./dialogue.js";
import { all, data, need, pageLanguage } from "../../common/dom.js";
import { counted } from "../../common/message.js";
import { asAnswer } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";

/** Id under which the path through a scenario's dialogue is saved. */
const DIALOGUE = "dialogue";

/**
 * `<scenario-dialogue data-course data-scenario data-rev data-start>`: plays the dialogue whose turns
 * are nested in it. The learner sees the path taken, with the effect of each reply, and can go back a
 * step or start again. After each reply, focus moves to the next replies or to the ending, the effect
 * comes into view, and the status region announces it; it stays empty while an earlier path is restored.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function scenarioDialogue(element, signal) {
  const rev = data(element, "rev");
  const start = data(element, "start");
  const key = recordKey(data(element, "course"), data(element, "scenario"), DIALOGUE);
  const talk = need(element, ".an-talk", HTMLElement);
  const transcript = need(talk, ".an-transcript", HTMLElement);
  const say = need(talk, ".an-say", HTMLElement);
  const title = need(say, ".an-say-title", HTMLElement);
  const status = need(element, "[role=status]", HTMLElement);
  const past = need(element, ".an-past", HTMLElement);
  const back = need(talk, "[data-back]", HTMLButtonElement);
  const again = need(talk, "[data-again]", HTMLButtonElement);
  const parts = new Map(all(element, "[data-turn]").map((turn) => [data(turn, "turn"), turn]));
  const turns = new Map(
    [...parts].map(([id, turn]) => [
      id,
      {
        replies: new Map(repliesIn(turn).map((one) => [data(one, "reply"), data(one, "next")])),
        ending: turn.dataset.ending || null,
      },
    ]),
  );

  /** @type {string[]} ids of the chosen replies */
  let path = [];

  /** @param {string} id @returns {HTMLElement} */
  const part = (id) => /** @type {HTMLElement} */ (parts.get(id));

  /** @param {string} id @returns {HTMLElement} */
  const reply = (id) => need(element, `[data-reply="${id}"]`, HTMLElement);

  /** @param {string} id of a turn @returns {HTMLElement} */
  const customerSays = (id) => entry(need(part(id), "[data-customer]", HTMLElement));

  /** @param {string} id of a reply @returns {HTMLElement} */
  const youSay = (id) => {
    const who = need(element, "template[data-who=you]", HTMLTemplateElement).content;
    const words = document.createElement("div");
    words.className = "an-said an-said--you";
    const text = document.createElement("p");
    text.append(...contentOf(need(reply(id), "summary", HTMLElement)));
    words.append(who.cloneNode(true), text);
    const item = document.createElement("li");
    item.append(words, copy(need(reply(id), ".an-effect", HTMLElement)));
    return item;
  };

  /** @param {string} id @returns {HTMLElement} */
  const choice = (id) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "an-say-choice";
    button.append(...contentOf(need(reply(id), "summary", HTMLElement)));
    button.addEventListener("click", () => go([...path, id]), { signal });
    return button;
  };

  const show = () => {
    const passed = walk(turns, start, path) || [start];
    const here = passed[passed.length - 1];
    const turn = /** @type {import("./dialogue.js").Turn} */ (turns.get(here));
    const rows = [customerSays(start)];
    path.forEach((id, place) => rows.push(youSay(id), customerSays(passed[place + 1])));
    const end = part(here).querySelector(":scope > [data-end]");
    transcript.replaceChildren(...rows);
    title.hidden = Boolean(end);
    const last = end && copy(end);
    if (last) last.tabIndex = -1;
    say.replaceChildren(title, ...(last ? [last] : [...turn.replies.keys()].map(choice)));
    back.hidden = again.hidden = path.length === 0;
  };

  /** Follows a path that the learner has chosen. @param {string[]} chosen */
  const go = (chosen) => {
    const forward = chosen.length > path.length;
    path = chosen;
    show();
    keep();
    // The effect of the reply, and what the customer says next; an ending is announced by focus.
    const effect = forward ? "li:nth-last-child(2) > .an-effect, " : "";
    const news = all(transcript, `${effect}li:last-child > *`);
    status.replaceChildren(...news.map(copy));
    past.hidden = true;
    const end = say.querySelector("[data-end]");
    (end instanceof HTMLElement ? end : say).focus();
    if (forward) need(transcript, "li:nth-last-child(2) > .an-effect", HTMLElement).scrollIntoView({ block: "nearest" });
  };

  const keep = () => {
    const passed = walk(turns, start, path) || [start];
    const ending = turns.get(passed[passed.length - 1])?.ending;
    store.update(key, asAnswer, (before) => {
      if (!ending) return { ...opened(before, rev, 0), answer: path.length > 0 ? path : null };
      const now = { rev, seed: 0, answer: path, score: scoreOfEnding(ending) };
      return checked(before, now, store.now());
    });
  };

  const restore = () => {
    const saved = store.read(key, asAnswer);
    const isPath = (/** @type {unknown} */ answer) =>
      Array.isArray(answer) && walk(turns, start, answer) !== null;
    const now = standing(saved, rev, isPath);
    path = now.answer === null ? [] : now.answer;
    status.replaceChildren();
    past.textContent =
      now.state === "changed"
        ? data(past, "changed")
        : counted(past.dataset, "answered", now.attempts, pageLanguage());
    past.hidden = now.attempts === 0;
    show();
  };

  back.addEventListener("click", () => go(path.slice(0, -1)), { signal });
  again.addEventListener("click", () => go([]), { signal });
  store.follow(key, () => element.contains(document.activeElement) || restore(), signal);

  restore();
  talk.hidden = false;
  need(element, ".an-turns", HTMLElement).hidden = true;
}

/** @param {HTMLElement} turn @returns {HTMLElement[]} */
const repliesIn = (turn) => all(turn, ":scope > [data-reply]");

/** @param {HTMLElement} words @returns {HTMLElement} */
function entry(words) {
  const item = document.createElement("li");
  item.append(copy(words));
  return item;
}

/** @param {Element} part @returns {Node[]} copies of its content */
const contentOf = (part) => [...part.cloneNode(true).childNodes];

/** @param {Element} part @returns {HTMLElement} */
const copy = (part) => /** @type {HTMLElement} */ (part.cloneNode(true));

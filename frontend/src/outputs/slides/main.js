/** Shows slides one at a time, controlled by keyboard; without this script they are one long page. */
import { all, data, need } from "../../common/dom.js";
import { isOpen, lettersAct, openHelp, openJump, wireDialogs } from "./dialogs.js";
import { fit } from "./fit.js";
import { isSpeaker, listen, openSpeaker, tell } from "./speaker.js";
import { counts, fields, leave, nextField, show as showVotes } from "./votes.js";

const root = document.documentElement;
const deck = need(document, "#deck", HTMLElement);
const status = need(document, "#status", HTMLElement);
const bar = need(document, "#bar", HTMLElement);
const slides = all(deck, ".slide");
const dark = matchMedia("(prefers-color-scheme: dark)");

let current = Math.max(0, slides.findIndex((slide) => slide.id === location.hash.slice(1)));

/** @param {string} text what a screen reader says */
function say(text) {
  status.textContent = text;
}

/** @param {HTMLElement} slide @returns {string} */
const titleOf = (slide) => String(need(slide, "h2", HTMLElement).textContent).trim();

function fitShown() {
  for (const slide of all(deck, ".slide.now, .slide.next")) fit(slide);
}

/** @param {number} index of the slide; out of range, the nearest one is shown */
function draw(index) {
  const before = slides[current];
  const inside = document.activeElement;
  current = Math.min(Math.max(index, 0), slides.length - 1);
  const now = slides[current];
  // Only what changes is touched: a course may have a thousand slides.
  for (const slide of all(deck, ".now, .next")) slide.classList.remove("now", "next");
  before.inert = true;
  now.inert = false;
  now.classList.add("now");
  const next = slides[current + 1];
  if (isSpeaker && next) next.classList.add("next");
  root.style.setProperty("--done", String((current + 1) / slides.length));
  fitShown();
  // Continue reading from the new slide, unless a button of the bar is being pressed repeatedly.
  if (inside === document.body || before.contains(inside)) now.focus({ preventScroll: true });
  history.replaceState(null, "", `#${now.id}`);
  const place = data(status, "words")
    .replace("{n}", String(current + 1))
    .replace("{total}", String(slides.length));
  say(place.replace("{title}", () => titleOf(now)));
}

const isBlack = () => root.classList.contains("black");

function tellOther() {
  tell({ slide: current, black: isBlack(), votes: counts(deck) });
}

/** @param {number} index */
function go(index) {
  root.classList.remove("black");
  draw(index);
  tellOther();
}

/** @param {string} id of a slide */
function goTo(id) {
  const index = slides.findIndex((slide) => slide.id === id);
  if (index >= 0) go(index);
}

/** @param {1 | -1} way to the first slide of the next scenario, or of this or the one before */
function goScenario(way) {
  const starts = slides.flatMap((slide, place) => {
    const code = slide.dataset.code;
    return code && code !== slides[place - 1].dataset.code ? [place] : [];
  });
  const ahead = starts.filter((place) => (way > 0 ? place > current : place < current));
  const target = way > 0 ? ahead[0] : ahead[ahead.length - 1];
  go(target === undefined ? (way > 0 ? slides.length - 1 : 0) : target);
}

function toggleNotes() {
  const on = root.classList.toggle("with-notes");
  need(bar, "[data-do=notes]", HTMLElement).setAttribute("aria-pressed", String(on));
  fitShown();
  say(data(status, on ? "notes" : "noNotes"));
}

function toggleBlack() {
  const on = root.classList.toggle("black");
  say(on ? data(status, "black") : titleOf(slides[current]));
  tellOther();
}

function toggleLook() {
  const isDark = root.dataset.look ? root.dataset.look === "dark" : dark.matches;
  root.dataset.look = isDark ? "light" : "dark";
}

/** @type {Record<string, () => void>} */
const actions = {
  previous: () => go(current - 1),
  next: () => go(current + 1),
  first: () => go(0),
  last: () => go(slides.length - 1),
  nextScenario: () => goScenario(1),
  previousScenario: () => goScenario(-1),
  jump: () => openJump(""),
  notes: toggleNotes,
  speaker: () => {
    if (!openSpeaker()) say(data(status, "blocked"));
  },
  look: toggleLook,
  black: toggleBlack,
  full: () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen();
  },
  help: openHelp,
};

/** Which arrow key goes forward depends on the direction of reading. */
const [AHEAD, BACK] =
  root.dir === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];

/** Keys on a keyboard, and on presentation remotes, which send the same keys. */
const NAMED = /** @type {Record<string, string>} */ ({
  [AHEAD]: "next",
  ArrowDown: "next",
  PageDown: "next",
  [BACK]: "previous",
  ArrowUp: "previous",
  PageUp: "previous",
  Backspace: "previous",
  Home: "first",
  End: "last",
});
const LETTERS = /** @type {Record<string, string>} */ ({
  g: "jump",
  n: "notes",
  s: "speaker",
  d: "look",
  b: "black",
  ".": "black",
  f: "full",
  "?": "help",
});

/** @param {KeyboardEvent} event @returns {string | undefined} the name of its action */
function asked({ key, shiftKey }) {
  if (shiftKey && key === AHEAD) return "nextScenario";
  if (shiftKey && key === BACK) return "previousScenario";
  if (key === " ") return shiftKey ? "previous" : "next";
  return NAMED[key] || (lettersAct() ? LETTERS[key.toLowerCase()] : undefined);
}

/** @param {string} digit counts hands on a vote, and begins the number of a scenario elsewhere */
function typeNumber(digit) {
  const field = fields(slides[current])[Number(digit) - 1];
  if (field) field.select();
  else if (!slides[current].classList.contains("slide-vote")) openJump(digit);
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isOpen()) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target instanceof HTMLInputElement) {
    if (event.key === "Enter") nextField(target, slides[current]);
    else if (event.key === "Escape") leave(target, slides[current]);
    else if (event.key !== "PageDown" && event.key !== "PageUp") return;
  }
  if (event.key === " " && target.closest("button, a, summary")) return;
  if (/^[1-9]$/.test(event.key) && lettersAct() && !(target instanceof HTMLInputElement)) {
    event.preventDefault();
    typeNumber(event.key);
    return;
  }
  if (isBlack() && event.key === "Escape") toggleBlack();
  const action = target instanceof HTMLInputElement ? NAMED[event.key] : asked(event);
  if (!action) return;
  event.preventDefault();
  actions[action]();
}

/** @type {number | undefined} */
let pointing;

/** Shows the buttons for a moment when the mouse moves. */
function showBar() {
  root.classList.add("pointing");
  clearTimeout(pointing);
  pointing = setTimeout(() => root.classList.remove("pointing"), 2500);
}

function wire() {
  addEventListener("keydown", press);
  addEventListener("resize", fitShown);
  addEventListener("mousemove", showBar);
  addEventListener("hashchange", () => goTo(location.hash.slice(1)));
  bar.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button) actions[String(button.dataset.do)]();
  });
  deck.addEventListener("input", () => {
    showVotes(deck, counts(deck));
    tellOther();
  });
  // Printed slides are 16:9, whatever the shape of the window.
  addEventListener("beforeprint", () => {
    for (const slide of slides) {
      slide.classList.add("measured");
      fit(slide);
      slide.classList.remove("measured");
    }
  });
  addEventListener("afterprint", fitShown);
  wireDialogs(goTo);
  listen(
    slides.length,
    (state) => {
      root.classList.toggle("black", state.black);
      showVotes(deck, state.votes);
      if (state.slide !== current) draw(state.slide);
    },
    tellOther,
  );
}

function runClock() {
  const started = Date.now();
  const clock = need(document, "#clock", HTMLElement);
  const shown = need(clock, "span", HTMLElement);
  clock.hidden = false;
  const tick = () => {
    const seconds = Math.floor((Date.now() - started) / 1000);
    shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  tick();
  setInterval(tick, 1000);
}

root.classList.add(isSpeaker ? "speaker" : "show");
for (const notes of all(deck, "details")) notes.setAttribute("open", "");
bar.hidden = false;
if (isSpeaker) runClock();
for (const slide of slides) slide.inert = true;
wire();
showBar();
draw(current);
document.fonts.ready.then(fitShown);

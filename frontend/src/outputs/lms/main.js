/**
 * The entry point of `lms.html`, the one page that a learning platform opens. It shows the site in a
 * frame and stays open while learners go from page to page, so that there is one session with the
 * platform, not one per page. Without a platform it says so and just shows the frame.
 */
import { data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";
import { trackedIn } from "../../learner/tracked.js";
import { findApi } from "./connection.js";
import { keepApart } from "./learner.js";
import { Scorm12 } from "./scorm12.js";
import { Scorm2004 } from "./scorm2004.js";
import { codesIn } from "./state.js";
import { showTold } from "./told.js";
import { Tracking } from "./tracking.js";

const { body } = document;
const frame = need(body, "iframe", HTMLIFrameElement);
const notice = need(body, "aside", HTMLElement);
const now = () => Date.now();
let restored = false;

const session = openSession();
const tracking = session && begin(session);

if (!session) show(isolated() ? "closed" : "alone", true);
if (tracking) {
  let over = false;
  if (tracking.looking) show(tracking.looking, true);
  if (tracking.isFirst) notify("told");
  document.addEventListener("visibilitychange", () => {
    const leaves = document.visibilityState === "hidden" && !tracking.looking && !over;
    if (leaves) tracking.session.commit();
  });
  addEventListener("pagehide", () => {
    if (!over) tracking.end();
    over = true;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload(); // Its session has ended: a new one begins.
  });
}
if (showBarred()) notify("barred");
need(notice, "button", HTMLButtonElement).addEventListener("click", () => {
  notice.hidden = true;
  for (const one of notice.querySelectorAll("[data-note]")) one.toggleAttribute("hidden", true);
  frame.focus();
});
frame.addEventListener("load", arrive);
frame.src = data(frame, "home");

/** @param {string} name of a note @param {boolean} visible */
function show(name, visible) {
  need(body, `[data-note="${name}"]`, HTMLElement).hidden = !visible;
}

/** Shows a note that the learner can close. @param {string} name */
function notify(name) {
  show(name, true);
  notice.hidden = false;
}

/** @returns {Scorm12 | Scorm2004 | null} */
function openSession() {
  const Edition = data(body, "scorm") === "2004" ? Scorm2004 : Scorm12;
  const api = findApi(window, Edition.api);
  return api && new Edition(api);
}

/** @param {Scorm12 | Scorm2004} opened @returns {Tracking | null} null if the platform refuses */
function begin(opened) {
  const ready = opened.begin();
  const course = {
    id: data(body, "course"),
    tracked: trackedIn(data(body, "tracked")),
    codes: codesIn(data(body, "codes")),
    questions: /** @type {any} */ (globalThis).answerableQuestions,
    assessed: "assessed" in body.dataset,
    reportsFailed: "reportsFailed" in body.dataset,
  };
  const begun = ready ? new Tracking(opened, course, now) : null;
  if (begun) {
    try {
      keepApart(window.localStorage, course.id, opened.learner());
    } catch {
      // The browser denies access, or its storage is full: nothing changes.
    }
  }
  show("refused", opened.refused);
  return begun;
}

/** Called when a page has loaded in the frame. */
function arrive() {
  const page = pageInFrame();
  if (!page) return;
  page.document.addEventListener("click", openApart, { capture: true });
  const store = page.answerable && page.answerable.store;
  if (!tracking || !store) {
    showTold(page.document, null);
    return;
  }
  // Only once, so that what a learner deletes stays deleted; on each page if there is no storage.
  if ((!restored || !store.durable) && tracking.restore(store)) {
    store.announce({ key: null, here: false });
  }
  restored = true;
  const tell = () => {
    tracking.tell(store);
    show("refused", tracking.session.refused);
    showLeft(tracking.left);
    showTold(page.document, tracking);
  };
  tell();
  tracking.arrived();
  let waiting = false;
  store.subscribe(() => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      tell();
    });
  }, new AbortController().signal);
}

/** Says how many answers other devices won't know. @param {number} count */
function showLeft(count) {
  const note = need(notice, "[data-note=left]", HTMLElement);
  const isNew = count > 0 && note.textContent === "";
  if (count > 0) note.textContent = filled(data(note, "text"), { n: count });
  if (isNew) notify("left");
}

/** @returns {boolean} whether the platform blocks something that the course needs; it is then listed */
function showBarred() {
  const allowed = sandbox();
  if (!allowed) return false;
  const entries = [...notice.querySelectorAll("[data-barred]")];
  for (const one of entries) {
    one.toggleAttribute("hidden", allowed.contains(one.getAttribute("data-barred") || ""));
  }
  return entries.some((one) => !one.hasAttribute("hidden"));
}

/** @returns {DOMTokenList | null} what the frame around this page allows; null: all, or unknown */
function sandbox() {
  try {
    const { frameElement } = window;
    return frameElement && frameElement.hasAttribute("sandbox")
      ? /** @type {HTMLIFrameElement} */ (frameElement).sandbox
      : null;
  } catch {
    return null;
  }
}

/** @returns {boolean} whether the browser treats this page as having an opaque origin */
function isolated() {
  return self.origin === "null" && location.protocol !== "file:";
}

/** @returns {(Window & {answerable?: {store: import("../../learner/store.js").Store}}) | null} null: another host's */
function pageInFrame() {
  try {
    const view = frame.contentWindow;
    return view && view.document ? view : null;
  } catch {
    return null;
  }
}

/**
 * Opens links to other sites in a new window: most sites refuse to be shown in a frame, and the
 * course would be gone.
 * @param {MouseEvent} event
 */
function openApart(event) {
  // An element in the frame isn't an instance of this window's `Element`.
  const target = /** @type {Partial<Element> | null} */ (event.target);
  const link = target && target.closest && target.closest("a[href]");
  if (!link) return;
  const { href } = /** @type {HTMLAnchorElement} */ (link);
  if (!/^https?:/.test(href) || new URL(href).origin === location.origin) return;
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener");
}

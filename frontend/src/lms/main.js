/**
 * The entry of `lms.html`, the one page that a learning platform opens. It shows the site in a frame,
 * and stays while learners go from page to page, so that there is one session with the platform and
 * not one a page. Without a platform around it, it is a frame and nothing else.
 */
import { data, need } from "../dom.js";
import { trackedIn } from "../tracked.js";
import { Session, findApi } from "./api.js";
import { keepApart } from "./learner.js";
import { codesIn } from "./state.js";
import { Tracking } from "./tracking.js";

const { body } = document;
const frame = need(body, "iframe", HTMLIFrameElement);
const note = need(body, "[role=status] > *", HTMLElement);
const notice = need(body, "[data-notice]", HTMLElement);
const now = () => Date.now();
let restored = false;

const session = openSession();
const tracking = session && begin(session);

if (tracking) {
  let over = false;
  notice.hidden = !tracking.isFirst;
  need(notice, "button", HTMLButtonElement).addEventListener("click", () => {
    notice.hidden = true;
    frame.focus();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && tracking.telling && !over) tracking.session.commit();
  });
  addEventListener("pagehide", () => {
    if (!over) tracking.end();
    over = true;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload(); // Its session has ended: a new one begins.
  });
}
frame.addEventListener("load", arrive);
frame.src = data(frame, "home");

/** @returns {Session | null} */
function openSession() {
  const api = findApi(window);
  return api && new Session(api);
}

/** @param {Session} opened @returns {Tracking | null} null when the platform refuses */
function begin(opened) {
  const ready = opened.begin();
  const course = {
    id: data(body, "course"),
    tracked: trackedIn(data(body, "tracked")),
    codes: codesIn(data(body, "codes")),
    assessed: "assessed" in body.dataset,
  };
  const begun = ready ? new Tracking(opened, course, now) : null;
  if (begun && begun.telling) {
    try {
      keepApart(window.localStorage, course.id, opened.get("cmi.core.student_id"));
    } catch {
      // The browser denies access, or its storage is full: all stays as it is.
    }
  }
  note.hidden = !opened.refused;
  return begun;
}

/** A page has come into the frame. */
function arrive() {
  const page = pageInFrame();
  if (!page) return;
  page.document.addEventListener("click", openApart, { capture: true });
  const store = page.answerable && page.answerable.store;
  if (!tracking || !store) return;
  // Once, so that what a learner deletes stays deleted; or on each page, where none keeps anything.
  if ((!restored || !store.durable) && tracking.restore(store)) {
    store.announce({ key: null, here: false });
  }
  restored = true;
  const tell = () => {
    tracking.tell(store);
    note.hidden = !tracking.session.refused;
  };
  tell();
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

/** @returns {(Window & {answerable?: typeof import("../shared.js")}) | null} null: another host's */
function pageInFrame() {
  try {
    const view = frame.contentWindow;
    return view && view.document ? view : null;
  } catch {
    return null;
  }
}

/**
 * Opens links that lead out of the course in a window of their own: within the frame most sites
 * refuse to be shown, and the course would be gone.
 * @param {MouseEvent} event
 */
function openApart(event) {
  // An element of the frame is no `Element` of this window.
  const target = /** @type {Partial<Element> | null} */ (event.target);
  const link = target && target.closest && target.closest("a[href]");
  if (!link) return;
  const { href } = /** @type {HTMLAnchorElement} */ (link);
  if (!/^https?:/.test(href) || new URL(href).origin === location.origin) return;
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener");
}

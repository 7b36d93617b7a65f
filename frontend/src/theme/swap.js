/**
 * Follows links to other pages of the course without a reload: the parts in which pages differ are put
 * into the open page. Wherever that can't be done, the browser loads the page as usual.
 */

import { afterPaint, followedLink } from "../common/dom.js";
import { ROOT } from "../common/site.js";
import { elementAt, focusPage } from "./focus.js";
import { tellOfPage } from "./pages.js";

/** The parts of a page that differ from those of another. The first has the page's text. */
const PARTS = [
  "[data-md-component=container]",
  "[data-md-component=skip]",
  "[data-md-component=announce]",
  "[data-md-component=logo]",
  "[data-md-component=header-topic]",
  ".md-header [data-md-component=tabs]",
  "#an-languages",
];

/** What the head says of a page. Styles, scripts, colours and the icon are those of all pages. */
const HEAD = `title, link:not([rel=stylesheet], [rel~=icon]), meta[property],
  meta[name]:not([name=viewport], [name=theme-color], [name=color-scheme])`;

/** How long (ms) scrolling rests before its place is noted: Safari allows 100 notes in 30 seconds. */
const REST = 300;

/** How long (ms) a page may take before it is shown that it is on its way. */
const QUICK = 400;

/** What pages say that can be put into another, and let others be put into them. */
const SWAPS = "meta[name=answerable-pages][content=swap]";

export function installSwap() {
  if (!document.querySelector(SWAPS) || !location.protocol.startsWith("http")) return;
  // As soon as the address changes, a browser looks there for the icon.
  const icons = /** @type {NodeListOf<HTMLLinkElement>} */ (
    document.querySelectorAll("link[rel~=icon]")
  );
  for (const icon of icons) icon.setAttribute("href", icon.href);
  let shown = location.pathname;
  let hasSwapped = false;
  let coming = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  const note = () => {
    clearTimeout(resting);
    if (location.pathname === shown) history.replaceState({ y: scrollY }, "");
  };

  /** @param {URL} address @param {() => void} arrive to the address, if it isn't there already */
  const bring = async (address, arrive) => {
    coming.abort();
    coming = new AbortController();
    const { signal } = coming;
    const page = address.pathname === shown ? document : await awaited(fetched(address, signal));
    if (signal.aborted) return;
    if (!page || !isAlike(page)) return load(address);
    history.scrollRestoration = "manual"; // A browser restores it before the page is there.
    arrive();
    shown = address.pathname;
    hasSwapped = true;
    if (page !== document) put(page);
    scroll(page !== document);
  };

  document.addEventListener("click", (event) => {
    const address = followed(event, shown);
    if (!address) return;
    event.preventDefault();
    note();
    bring(address, () => {
      if (address.href !== location.href) history.pushState(null, "", address);
    });
    if (address.pathname === shown) afterPaint(focusPage); // Panels have closed by then.
  });
  addEventListener("popstate", () => {
    clearTimeout(resting);
    // The browser itself restores the places of a page that it has loaded.
    if (hasSwapped || location.pathname !== shown) bring(new URL(location.href), () => {});
  });
  addEventListener(
    "scroll",
    () => {
      clearTimeout(resting);
      resting = setTimeout(note, REST);
    },
    { passive: true },
  );
  addEventListener("beforeunload", () => {
    history.scrollRestoration = "auto";
  });
}

/**
 * @param {MouseEvent} event
 * @param {string} shown path of the page that is shown: after Back, the address may already be another's
 * @returns {URL | null} the page that is to be followed here
 */
function followed(event, shown) {
  const link = followedLink(event);
  if (!link || event.defaultPrevented) return null;
  if (link.hasAttribute("download") || link.hreflang) return null;
  if (link.origin !== location.origin) return null;
  const page = location.pathname === shown ? location.href : location.origin + shown;
  const address = new URL(link.getAttribute("href") ?? "", page);
  const isHere = address.pathname === shown && address.hash; // a place that isn't there
  const isPage = address.pathname.startsWith(ROOT) && /(\/|\.html)$/.test(address.pathname);
  return isPage && !isHere ? address : null;
}

/** @param {URL} address @param {AbortSignal} signal @returns {Promise<Document | null>} null if there is no such page now */
async function fetched(address, signal) {
  try {
    const answer = await fetch(address, { signal });
    const isPage = (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
    // The links of a page that has moved are relative to its new address.
    if (!answer.ok || answer.redirected || !isPage) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const plain of page.querySelectorAll("noscript")) plain.remove(); // elements in there
    return page;
  } catch {
    return null; // The browser then says what is wrong.
  }
}

/** @template T @param {Promise<T>} page @returns {Promise<T>} the same; a line grows meanwhile if it takes long */
async function awaited(page) {
  const root = document.documentElement;
  const late = setTimeout(() => root.toggleAttribute("data-an-coming", true), QUICK);
  try {
    return await page;
  } finally {
    clearTimeout(late);
    root.removeAttribute("data-an-coming");
  }
}

/** Loads a page as a whole. @param {URL} address */
function load(address) {
  if (address.href === location.href) location.reload();
  else location.assign(address);
}

/**
 * @param {Document} page
 * @returns {boolean} whether it can be put into the open page: it says so, and both are of one
 *   language, and of one build, since the open page's scripts and styles are its own
 */
function isAlike(page) {
  return (
    page.querySelector(PARTS[0]) !== null &&
    page.querySelector(SWAPS) !== null &&
    page.documentElement.lang === document.documentElement.lang &&
    buildOf(page) === buildOf(document)
  );
}

/** @param {Document} page @returns {string | undefined} the build of the course that it says it is of; a preview says nothing */
function buildOf(page) {
  const mark = page.querySelector("template[data-an-build]");
  return mark instanceof HTMLTemplateElement ? mark.dataset.anBuild : undefined;
}

/** @param {Document} page is put into the open one */
function put(page) {
  for (const part of PARTS) {
    const [ours, theirs] = [document.querySelector(part), page.querySelector(part)];
    if (ours && theirs) ours.replaceWith(theirs);
  }
  for (const one of document.head.querySelectorAll(HEAD)) one.remove();
  document.head.append(...page.head.querySelectorAll(HEAD));
  tellOfPage();
}

/**
 * Scrolls to where the learner was on this page, or to the place in the address, or to the top.
 * @param {boolean} isNew whether another page was shown before; else a place that isn't there leads nowhere
 */
function scroll(isNew) {
  const place = elementAt(location.hash);
  if (history.state === null && place) place.scrollIntoView();
  else if (history.state !== null || isNew || !location.hash) {
    scrollTo({ top: history.state?.y ?? 0, behavior: "instant" });
  }
}

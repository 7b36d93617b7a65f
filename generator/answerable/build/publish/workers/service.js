/*
 * The service worker of a built course: it keeps the course readable without a connection.
 * `answerable build` puts `const BUILD = {version, editions, shell, files};` above these lines: the
 * folders of the course's languages, what is kept from the start, and every file of this build with
 * a piece of its SHA-256 and its size in bytes.
 *
 * One worker stands for one build. It answers with files of that build alone, from its own cache
 * or, checked, from the server. A newer build waits beside it until the learner takes it, or has
 * closed all pages; so no page is ever put together from two builds.
 */
"use strict";

const SCOPE = self.registration.scope;
const OURS = `answerable ${SCOPE} `; // Other courses of the same host keep their own caches.
const CACHE = OURS + BUILD.version;
const STRANGERS = `${OURS}strangers`;
const FALLBACK = "offline.html";
const SHARED = "assets/"; // All languages load from there.
const AT_ONCE = 6;

/** What a file's address ends with; the address's search and hash name no other file. */
const addressOf = (path) => SCOPE + path.split("/").map(encodeURIComponent).join("/");

const isListed = (path) => Object.hasOwn(BUILD.files, path);

/** The folder of the language that a path belongs to, such as `de/`; "" for the original. */
const editionOf = (path) => BUILD.editions.find((one) => one && path.startsWith(one)) ?? "";

/** An address as a path from the site's root, or null. */
function pathWithin(address) {
  const { origin, pathname } = new URL(address);
  if (!`${origin}${pathname}`.startsWith(SCOPE)) return null;
  try {
    return decodeURIComponent(`${origin}${pathname}`.slice(SCOPE.length));
  } catch {
    return null; // A lone % is no name that a build gives.
  }
}

/** The listed path that an address means, or null: `a`, `a/` and `a/index.html` are one page. */
function pathOf(address) {
  const path = pathWithin(address);
  if (path === null) return null;
  return [path, `${path}/`, path.replace(/(^|\/)index\.html$/, "$1")].find(isListed) ?? null;
}

/** @returns {Promise<string>} as `fingerprint` in offline.py */
async function fingerprint(body) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return btoa(String.fromCharCode(...digest.subarray(0, 9)));
}

/** The answer, if it is this build's own file; null for anything else. */
async function verified(response, path) {
  if (!response.ok || response.redirected) return null;
  const body = await response.arrayBuffer();
  if ((await fingerprint(body)) !== BUILD.files[path][0]) return null;
  const headers = new Headers(response.headers); // among them the Content-Security-Policy
  headers.delete("Content-Encoding"); // The body is plain by now.
  headers.delete("Content-Length");
  return new Response(body, { headers });
}

/** A file of this build, kept or fetched; null when the server has another build. */
async function obtained(path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(addressOf(path));
  if (kept) return { response: kept, fresh: false };
  // The browser's own cache may hold an older build's file: ask the server whether it still holds.
  const answer = await fetch(addressOf(path), { cache: "no-cache" });
  const response = await verified(answer, path);
  return response && { response, fresh: true };
}

/** Keeps a file; and with the page of a scenario its questions, for which the review may ask later. */
async function store(path, response) {
  const cache = await caches.open(CACHE);
  await cache.put(addressOf(path), response);
  const questions = path.replace(/(^|\/)scenarios\/([^/]+)(\/|\.html)$/, "$1questions/$2.js");
  if (questions !== path && isListed(questions)) await kept(questions);
}

/** A file of this build for a page; what is fetched is kept on the side. */
async function served(event, path) {
  const found = await obtained(path);
  if (!found) return null;
  if (found.fresh) {
    const copy = found.response.clone();
    // A full disk is no reason not to show the page.
    event.waitUntil(store(path, copy).catch((error) => console.info(`Not kept: ${error}`)));
  }
  return found.response;
}

// ---- Pages and their parts -------------------------------------------------------------------

/** Ids of open pages that came from another build: nothing of this build may get into them. */
let strangers = null;

async function isStranger(client) {
  strangers ??= caches
    .open(STRANGERS)
    .then((cache) => cache.keys())
    .then((keys) => new Set(keys.map(({ url }) => new URL(url).searchParams.get("client"))));
  return (await strangers).has(client);
}

async function remember(client) {
  if (!client || (await isStranger(client))) return;
  (await strangers).add(client);
  // The browser stops a worker that rests, and its memory with it.
  const cache = await caches.open(STRANGERS);
  await cache.put(`${SCOPE}?client=${encodeURIComponent(client)}`, new Response());
}

async function page(event, path) {
  let response = null;
  try {
    response = path === null ? null : await served(event, path);
  } catch {
    // No connection, or no storage: the plain request below tells.
  }
  if (response) return response;
  let answer;
  try {
    answer = await fetch(event.request);
  } catch (error) {
    if (path?.endsWith(FALLBACK)) throw error;
    const edition = editionOf(pathWithin(event.request.url) ?? "");
    return Response.redirect(addressOf(edition + FALLBACK));
  }
  await remember(event.resultingClientId);
  return answer;
}

async function part(event, path) {
  if (await isStranger(event.clientId)) return fetch(event.request);
  // Without an answer the theme's page swap becomes a full visit, and a picture stays empty.
  return (await served(event, path)) ?? Response.error();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("Range")) return;
  if (!request.url.startsWith(SCOPE)) return;
  const path = pathOf(request.url);
  if (request.mode === "navigate") {
    const { pathname, search } = new URL(request.url);
    const named = path === null ? null : new URL(addressOf(path));
    // Relative links count from the page's own address.
    const elsewhere = named && decodeURIComponent(named.pathname) !== decodeURIComponent(pathname);
    event.respondWith(elsewhere ? Response.redirect(named + search) : page(event, path));
  } else if (path !== null) {
    event.respondWith(part(event, path));
  }
});

// ---- From one build to the next --------------------------------------------------------------

async function earlierCaches() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(OURS) && name !== CACHE && name !== STRANGERS);
}

/** All that earlier builds kept and this build still has: from there, or from the server. */
async function install() {
  const wanted = new Set(BUILD.shell);
  const cache = await caches.open(CACHE);
  for (const name of await earlierCaches()) {
    const earlier = await caches.open(name);
    for (const request of await earlier.keys()) {
      const path = pathOf(request.url);
      if (path === null) continue;
      wanted.add(path);
      const same = await verified(await earlier.match(request), path);
      if (same) await cache.put(addressOf(path), same);
    }
  }
  const paths = [...wanted];
  const fetchAll = async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) await kept(path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchAll));
}

/** @throws {Error} when this build's file cannot be had or kept */
async function kept(path) {
  const found = await obtained(path);
  if (!found) throw new Error(`The server has another version of ${path || "the home page"}.`);
  if (found.fresh) await store(path, found.response);
}

addEventListener("install", (event) => event.waitUntil(install()));

addEventListener("activate", (event) =>
  event.waitUntil(
    earlierCaches().then((names) =>
      Promise.all([...names, STRANGERS].map((name) => caches.delete(name))),
    ),
  ),
);

// ---- What pages ask for ----------------------------------------------------------------------

const replies = {
  "take over": () => self.skipWaiting(),
  /** Every file in the language of a page, with its size and whether it is kept. */
  files: async (address) => {
    const keys = await (await caches.open(CACHE)).keys();
    const here = new Set(keys.map(({ url }) => pathOf(url)));
    const edition = editionOf(pathWithin(address) ?? "");
    const listed = Object.entries(BUILD.files).filter(
      ([path]) => editionOf(path) === edition || path.startsWith(SHARED),
    );
    return listed.map(([path, [, bytes]]) => ({
      address: addressOf(path),
      bytes,
      kept: here.has(path),
    }));
  },
  /** Keeps one file; answers null, or what stands in the way. */
  keep: async (address) => {
    const path = pathOf(address);
    if (path === null) return "unknown";
    try {
      await kept(path);
      return null;
    } catch (error) {
      if (error instanceof TypeError) return "unreachable";
      return error.name === "QuotaExceededError" ? "full" : "changed";
    }
  },
};

addEventListener("message", (event) => {
  const { ask, address } = event.data;
  const answered = Promise.resolve(replies[ask](address));
  event.waitUntil(answered.then((reply) => event.ports[0]?.postMessage(reply)));
});

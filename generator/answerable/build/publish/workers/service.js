/*
 * The service worker of a built course: it keeps the course readable without a connection.
 * `answerable build` puts `const BUILD = {version, editions, shell, files};` above these lines: the
 * folders of the course's languages, what is kept from the start, and every file of this build with
 * a piece of its SHA-256 and its size in bytes.
 *
 * A visit gets the page that the server has now; without a quick answer, the one that is kept. From
 * then on that page belongs to one build, and gets files of that build alone, from its cache or,
 * checked, from the server: it never runs another build's script, whichever worker is active. So a
 * new worker needs to wait for nobody, and what a build has kept stays until none of its pages is open.
 */
"use strict";

const SCOPE = self.registration.scope;
const OURS = `answerable ${SCOPE} `; // Other courses of the same host keep their own caches.
const LEDGER = `${OURS}ledger`;
const FALLBACK = "offline.html";
const SHARED = "assets/"; // All languages load from there.
const AT_ONCE = 6;
/** How long (ms) the server may take before what is kept is shown. */
const PATIENCE = 2000;

/** What a file's address ends with; the address's search and hash name no other file. */
const addressOf = (path) => SCOPE + path.split("/").map(encodeURIComponent).join("/");

const isPage = (path) => path === "" || path.endsWith("/") || path.endsWith(".html");

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

/** The path of a build's file that an address means, or null: `a`, `a/`, `a/index.html` are one page. */
function pathOf(address, { files }) {
  const path = pathWithin(address);
  if (path === null) return null;
  const names = [path, `${path}/`, path.replace(/(^|\/)index\.html$/, "$1")];
  return names.find((name) => Object.hasOwn(files, name)) ?? null;
}

/** @returns {Promise<string>} as `fingerprint` in offline.py */
async function fingerprint(body) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return btoa(String.fromCharCode(...digest.subarray(0, 9)));
}

// ---- Files of one build ----------------------------------------------------------------------

const cacheOf = ({ version }) => caches.open(OURS + version);

const inCache = async (build, path) => (await cacheOf(build)).match(addressOf(path));

/** Asks the server; the browser's own cache may hold an older build's file. */
const asked = (path, signal) =>
  fetch(addressOf(path), { cache: "no-cache", redirect: "manual", signal });

/** The answer, if it is the build's own file; null for anything else. */
async function verified(build, path, response) {
  if (!response.ok) return null;
  const body = await response.arrayBuffer();
  if ((await fingerprint(body)) !== build.files[path][0]) return null;
  const headers = new Headers(response.headers); // among them the Content-Security-Policy
  headers.delete("Content-Encoding"); // The body is plain by now.
  headers.delete("Content-Length");
  headers.set("Cache-Control", "no-cache"); // Or a browser gives it to other pages without asking here.
  return new Response(body, { headers });
}

/** A file of the build, kept or fetched; null when the server has another build. */
async function obtained(build, path) {
  const kept = await inCache(build, path);
  if (kept) return { response: kept, fresh: false };
  const response = await verified(build, path, await asked(path));
  return response && { response, fresh: true };
}

/** Keeps a file; and with the page of a scenario its questions, for which the review may ask later. */
async function store(build, path, response) {
  await (await cacheOf(build)).put(addressOf(path), response);
  const questions = path.replace(/(^|\/)scenarios\/([^/]+)(\/|\.html)$/, "$1questions/$2.js");
  if (questions !== path && Object.hasOwn(build.files, questions)) await keep(build, questions);
}

/** @throws {Error} when the build's file cannot be had or kept */
async function keep(build, path) {
  const found = await obtained(build, path);
  if (!found) throw new Error(`The server has another version of ${path || "the home page"}.`);
  if (found.fresh) await store(build, path, found.response);
}

/** Keeps a copy of what is shown. A full disk is no reason not to show it. */
function keepAside(event, build, path, response) {
  const copy = response.clone();
  event.waitUntil(store(build, path, copy).catch((error) => console.info(`Not kept: ${error}`)));
  return response;
}

// ---- Which build a page is of ----------------------------------------------------------------

/*
 * The ledger has the list of each build of which something is kept, and the build of each open page.
 * It outlives this program, which the browser ends whenever it rests.
 */

const buildEntry = (version) => `${SCOPE}?${new URLSearchParams({ build: version })}`;
const pageEntry = (client) => `${SCOPE}?${new URLSearchParams({ client })}`;

async function read(entry) {
  return (await (await caches.open(LEDGER)).match(entry))?.json();
}

async function write(entry, value) {
  await (await caches.open(LEDGER)).put(entry, new Response(JSON.stringify(value)));
}

/** What was read of the ledger or written to it: a page never changes its build. */
const remembered = new Map();

/** @param {object | null} build null if the page is of none that is known: nothing may get into it */
async function bind(client, build) {
  remembered.set(client, build);
  try {
    if (build && build !== BUILD) await write(buildEntry(build.version), build);
    await write(pageEntry(client), build && build.version);
  } catch (error) {
    console.info(`Not noted: ${error}`);
  }
}

/** The build of a page, or null. Pages that no worker served, and workers of pages, get this one. */
async function buildOf(client) {
  if (!remembered.has(client)) {
    const version = await read(pageEntry(client));
    const isOwn = version === undefined || version === BUILD.version;
    remembered.set(client, isOwn ? BUILD : ((await read(buildEntry(version))) ?? null));
  }
  return remembered.get(client);
}

/** The list of the build that the server has now, or null. */
async function published(signal) {
  try {
    const answer = await fetch(self.location.href, { cache: "no-cache", signal });
    return JSON.parse(/^const BUILD = (.*);$/m.exec(await answer.text())[1]);
  } catch {
    return null;
  }
}

/** The build whose page the server's answer is, or null. */
async function origin(address, answer, signal) {
  const type = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok || !type.startsWith("text/html")) return null;
  const print = await fingerprint(await answer.clone().arrayBuffer());
  const isFrom = (build) => build.files[pathOf(address, build)]?.[0] === print;
  if (isFrom(BUILD)) return BUILD;
  const newest = await published(signal);
  return newest && isFrom(newest) ? newest : null;
}

// ---- Pages and their parts -------------------------------------------------------------------

const isGone = ({ status }) => status === 404 || status === 410;

const patience = (kept) => (kept ? AbortSignal.timeout(PATIENCE) : undefined);

/** What the server says to a visit, and the build that this is of; null if it says nothing in time. */
async function answered(request, path, signal) {
  try {
    const answer = await (path === null ? fetch(request) : asked(path, signal));
    return { answer, build: await origin(request.url, answer, signal) };
  } catch {
    return null;
  }
}

/** Looks for the new worker at once; it may have been uploaded in part. */
const renewed = () => self.registration.update().catch((error) => console.info(`${error}`));

/** A page that the browser loads as a whole. */
async function visit(event, path) {
  const { request, resultingClientId: client } = event;
  const kept = path !== null && (await inCache(BUILD, path));
  const found = await answered(request, path, patience(kept));
  if (found && found.build) {
    await bind(client, found.build);
    event.waitUntil(found.build === BUILD ? tidy() : renewed());
    const name = pathOf(request.url, found.build);
    return keepAside(event, found.build, name, found.answer);
  }
  // A page of no known build, while a new one is being uploaded or the network wants a password.
  if (kept && !(found && isGone(found.answer))) {
    await bind(client, BUILD);
    return kept;
  }
  if (found) {
    await bind(client, null);
    return found.answer;
  }
  if (path?.endsWith(FALLBACK)) return Response.error();
  return Response.redirect(addressOf(editionOf(pathWithin(request.url) ?? "") + FALLBACK));
}

/** A page that is to be put into an open one: of the same build. Without an answer it becomes a visit. */
async function swap(event, build, path) {
  const kept = await inCache(build, path);
  try {
    const answer = await asked(path, patience(kept));
    const response = await verified(build, path, answer);
    if (response) return keepAside(event, build, path, response);
    if (answer.ok || isGone(answer)) return Response.error();
  } catch {
    // No connection, or a slow one.
  }
  return kept ?? Response.error();
}

/** Anything that an open page asks for. */
async function part(event) {
  const { request, clientId, resultingClientId: worker } = event;
  const build = await buildOf(clientId);
  const path = build && pathOf(request.url, build);
  if (path === null) return fetch(request);
  if (isPage(path)) return swap(event, build, path);
  if (worker) await bind(worker, build);
  const found = await obtained(build, path);
  if (!found) return Response.error();
  return found.fresh ? keepAside(event, build, path, found.response) : found.response;
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("Range")) return;
  if (!request.url.startsWith(SCOPE)) return;
  if (request.mode !== "navigate") return event.respondWith(part(event));
  const path = pathOf(request.url, BUILD);
  const { pathname, search } = new URL(request.url);
  const named = path === null ? null : new URL(addressOf(path));
  // Relative links count from the page's own address.
  const elsewhere = named && decodeURIComponent(named.pathname) !== decodeURIComponent(pathname);
  event.respondWith(elsewhere ? Response.redirect(named + search) : visit(event, path));
});

// ---- From one build to the next --------------------------------------------------------------

async function otherCaches() {
  const own = [OURS + BUILD.version, LEDGER];
  return (await caches.keys()).filter((name) => name.startsWith(OURS) && !own.includes(name));
}

/** All that other builds kept and this build still has: from there, or from the server. */
async function install() {
  const wanted = new Set(BUILD.shell);
  const cache = await cacheOf(BUILD);
  for (const name of await otherCaches()) {
    const other = await caches.open(name);
    for (const request of await other.keys()) {
      const path = pathOf(request.url, BUILD);
      if (path === null) continue;
      wanted.add(path);
      const same = await verified(BUILD, path, await other.match(request));
      if (same) await cache.put(addressOf(path), same);
    }
  }
  const paths = [...wanted];
  const fetchAll = async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) await keep(BUILD, path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchAll));
  await write(buildEntry(BUILD.version), BUILD); // For the worker of the next build.
  await self.skipWaiting(); // Pages of other builds go on with their own files.
}

/** Whether a page is open, or in the doubt: the browser may wait until one has been loaded. */
const isOpen = (client) =>
  Promise.race([
    self.clients.get(client),
    new Promise((resolve) => setTimeout(resolve, PATIENCE, true)),
  ]);

/** Deletes what was kept of builds of which no page is open. */
async function tidy() {
  const ledger = await caches.open(LEDGER);
  const names = await otherCaches();
  if (self.registration.installing || self.registration.waiting) return; // Its cache is among them.
  const used = new Set();
  for (const { url } of await ledger.keys()) {
    const client = new URL(url).searchParams.get("client");
    if (client === null) continue;
    if (await isOpen(client)) used.add(await read(url));
    else await ledger.delete(url);
  }
  const unused = names.map((name) => name.slice(OURS.length)).filter((one) => !used.has(one));
  for (const version of unused) {
    await caches.delete(OURS + version);
    await ledger.delete(buildEntry(version));
  }
}

addEventListener("install", (event) => event.waitUntil(install()));

addEventListener("activate", () => {
  tidy(); // Nobody waits for it: pages do wait for a worker that is being activated.
});

// ---- What pages ask for ----------------------------------------------------------------------

const replies = {
  /** Every file in the language of a page, with its size and whether it is kept. */
  files: async (build, address) => {
    const keys = await (await cacheOf(build)).keys();
    const here = new Set(keys.map(({ url }) => pathOf(url, build)));
    const edition = editionOf(pathWithin(address) ?? "");
    const listed = Object.entries(build.files).filter(
      ([path]) => editionOf(path) === edition || path.startsWith(SHARED),
    );
    return listed.map(([path, [, bytes]]) => ({
      address: addressOf(path),
      bytes,
      kept: here.has(path),
    }));
  },
  /** Keeps one file; answers null, or what stands in the way. */
  keep: async (build, address) => {
    const path = pathOf(address, build);
    if (path === null) return "unknown";
    try {
      await keep(build, path);
      return null;
    } catch (error) {
      if (error instanceof TypeError) return "unreachable";
      return error.name === "QuotaExceededError" ? "full" : "changed";
    }
  },
};

async function reply({ ask, address }, client) {
  return replies[ask]((await buildOf(client)) ?? BUILD, address);
}

addEventListener("message", (event) => {
  const replied = reply(event.data, event.source.id);
  event.waitUntil(replied.then((value) => event.ports[0]?.postMessage(value)));
});

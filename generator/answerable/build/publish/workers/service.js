/*
 * The service worker of a built course: it keeps the course readable without a connection.
 * `answerable build` puts `const BUILD = {version, editions, sizes, shell, lists};` above these lines: the
 * folders of the course's languages; how many files the course has in each, and their bytes; what is kept
 * from the first page in a language on, with a piece of its SHA-256 and its size in bytes. All other files
 * are in lists beside this one, of which BUILD has such pieces, too: they are loaded when one of their
 * files is asked for.
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

/** Whether pages in a language need a file: it is in that language, or for all. */
const isFor = (path, edition) => path.startsWith(SHARED) || editionOf(path) === edition;

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

/** The folder of the language that an address is in. */
const editionAt = (address) => editionOf(pathWithin(address) ?? "");

/** What a file's list follows from: the same for all addresses of a page. As `_name` in offline.py. */
const nameOf = (path) =>
  path
    .replace(/(?:(^|\/)index)?\.html$|\/$/, "$1")
    .replace(/\/$/, "")
    .replace(/(^|\/)questions\/([^/]+)\.js$/, "$1scenarios/$2");

/** CRC-32 of a text. */
function crc32(text) {
  let sum = ~0;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** What a build knows of a path: [piece of the SHA-256, bytes]; null if there is no such file, or no list. */
async function known(build, path) {
  if (Object.hasOwn(build.shell, path)) return build.shell[path];
  if (!build.lists?.length) return null; // Earlier programs left other lists.
  const list = await listOf(build, crc32(nameOf(path)) % build.lists.length);
  return list && Object.hasOwn(list, path) ? list[path] : null;
}

/** The path of a build's file that an address means, or null: `a`, `a/`, `a/index.html` are one page. */
async function pathOf(address, build) {
  const path = pathWithin(address);
  if (path === null) return null;
  for (const name of [path, `${path}/`, path.replace(/(^|\/)index\.html$/, "$1")]) {
    if (await known(build, name)) return name;
  }
  return null;
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
const verified = async (build, path, response) => checked((await known(build, path))?.[0], response);

/** The answer, if its content has this fingerprint; null for anything else. */
async function checked(print, response) {
  if (!response.ok) return null;
  const body = await response.arrayBuffer();
  if ((await fingerprint(body)) !== print) return null;
  const headers = new Headers(response.headers); // among them the Content-Security-Policy
  headers.delete("Content-Encoding"); // The body is plain by now.
  headers.delete("Content-Length");
  headers.set("Cache-Control", "no-cache"); // Or a browser gives it to other pages without asking here.
  return new Response(body, { headers });
}

/** The lists that were read, by their fingerprint. */
const lists = new Map();

/** A list of the build's files, kept or fetched; null if it can't be had. */
async function listOf(build, number) {
  const print = build.lists[number];
  if (lists.has(print)) return lists.get(print);
  const path = `sw/${number}.json`;
  try {
    const kept = await inCache(build, path);
    const response = kept ?? (await checked(print, await asked(path)));
    if (!response) return null;
    if (!kept) await (await cacheOf(build)).put(addressOf(path), response.clone());
    lists.set(print, await response.json());
    return lists.get(print);
  } catch {
    return null; // No connection, or no room.
  }
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
  if (questions !== path && (await known(build, questions))) await keep(build, questions);
}

/** @throws {Error} when the build's file cannot be had or kept */
async function keep(build, path) {
  const found = await obtained(build, path);
  if (!found) throw new Error(`The server has another version of ${path || "the home page"}.`);
  if (found.fresh) await store(build, path, found.response);
}

/** Keeps those of this build's files that are not kept yet. */
async function keepAll(paths) {
  const kept = new Set((await (await cacheOf(BUILD)).keys()).map(({ url }) => url));
  const missing = paths.filter((path) => !kept.has(addressOf(path)));
  const work = async () => {
    for (let path = missing.pop(); path !== undefined; path = missing.pop()) await keep(BUILD, path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** What this build keeps from the first page in a language on. */
const firstOf = (edition) => Object.keys(BUILD.shell).filter((path) => isFor(path, edition));

/** The languages of which that is kept, or on its way. */
const begun = new Set();

/** Keeps with a page what its language needs. Other builds do that when they are installed. */
async function keepLanguage(build, path) {
  const edition = editionOf(path);
  if (build !== BUILD || !isPage(path) || begun.has(edition)) return;
  begun.add(edition);
  try {
    await keepAll(firstOf(edition));
  } catch (error) {
    begun.delete(edition);
    throw error;
  }
}

/** Keeps a copy of what is shown. A full disk is no reason not to show it. */
function keepAside(event, build, path, response) {
  const kept = store(build, path, response.clone()).then(() => keepLanguage(build, path));
  event.waitUntil(kept.catch((error) => console.info(`Not kept: ${error}`)));
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
  const isFrom = async (build) => {
    const path = await pathOf(address, build);
    return path !== null && (await known(build, path))[0] === print;
  };
  if (await isFrom(BUILD)) return BUILD;
  const newest = await published(signal);
  return newest && (await isFrom(newest)) ? newest : null;
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
    const name = await pathOf(request.url, found.build);
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
  return Response.redirect(addressOf(await fallback(editionAt(request.url))));
}

/** The page that says that there is no connection: in this language, or in one that is kept. */
async function fallback(edition) {
  for (const one of [edition, ...BUILD.editions]) {
    if (await inCache(BUILD, one + FALLBACK)) return one + FALLBACK;
  }
  return edition + FALLBACK;
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
  const path = build && (await pathOf(request.url, build));
  if (path === null) return fetch(request);
  if (isPage(path)) return swap(event, build, path);
  if (worker) await bind(worker, build);
  const found = await obtained(build, path);
  if (!found) return Response.error();
  return found.fresh ? keepAside(event, build, path, found.response) : found.response;
}

/** A piece of a recording or a film, for which players ask: from what is kept, or from the server. */
async function piece({ request, clientId }) {
  const build = await buildOf(clientId);
  const path = build && (await pathOf(request.url, build));
  const kept = path !== null && (await inCache(build, path));
  const asks = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range"));
  if (!kept || !asks) return fetch(request);
  const whole = await kept.blob();
  const first = Number(asks[1]);
  const last = Math.min(asks[2] ? Number(asks[2]) : Infinity, whole.size - 1);
  const headers = new Headers(kept.headers);
  if (first > last) {
    headers.set("Content-Range", `bytes */${whole.size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("Content-Range", `bytes ${first}-${last}/${whole.size}`);
  return new Response(whole.slice(first, last + 1), { status: 206, headers });
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  if (request.headers.has("Range")) {
    event.respondWith(piece(event));
    return;
  }
  event.respondWith(request.mode === "navigate" ? arrive(event) : part(event));
});

/** A visit, at the page's own address: relative links count from there. */
async function arrive(event) {
  const { url } = event.request;
  const path = await pathOf(url, BUILD);
  const { pathname, search } = new URL(url);
  const named = path === null ? null : new URL(addressOf(path));
  const elsewhere = named && decodeURIComponent(named.pathname) !== decodeURIComponent(pathname);
  return elsewhere ? Response.redirect(named + search) : visit(event, path);
}

// ---- From one build to the next --------------------------------------------------------------

async function otherCaches() {
  const own = [OURS + BUILD.version, LEDGER];
  return (await caches.keys()).filter((name) => name.startsWith(OURS) && !own.includes(name));
}

/** The languages of the pages that are open. */
async function openEditions() {
  const windows = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const ours = windows.map(({ url }) => url).filter((url) => url.startsWith(SCOPE));
  return new Set(ours.map(editionAt));
}

/**
 * What the languages need that are open or of which other builds kept pages, and all else that those kept
 * and this build still has: from there, or from the server.
 */
async function install() {
  const wanted = new Set();
  const editions = await openEditions();
  const cache = await cacheOf(BUILD);
  for (const name of await otherCaches()) {
    const other = await caches.open(name);
    for (const request of await other.keys()) {
      const path = await pathOf(request.url, BUILD);
      if (path === null) continue;
      wanted.add(path);
      if (isPage(path)) editions.add(editionOf(path));
      const same = await verified(BUILD, path, await other.match(request));
      if (same) await cache.put(addressOf(path), same);
    }
  }
  for (const edition of editions) firstOf(edition).forEach((path) => wanted.add(path));
  await keepAll([...wanted]);
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

/** What is kept for the language of a page: bytes by path. */
async function keptFor(build, address) {
  const kept = new Map();
  const edition = editionAt(address);
  for (const { url } of await (await cacheOf(build)).keys()) {
    const path = await pathOf(url, build);
    if (path !== null && isFor(path, edition)) kept.set(path, (await known(build, path))[1]);
  }
  return kept;
}

const replies = {
  /** How many files there are in the language of a page, and their bytes; and how many are kept. */
  size: async (build, address) => {
    const [files, bytes] = build.sizes[editionAt(address)];
    const kept = [...(await keptFor(build, address)).values()];
    return { files, bytes, kept: { files: kept.length, bytes: kept.reduce((sum, one) => sum + one, 0) } };
  },
  /** Every file in the language of a page that isn't kept, with its size; null if that can't be told. */
  missing: async (build, address) => {
    const kept = await keptFor(build, address);
    const others = await Promise.all(build.lists.map((_, number) => listOf(build, number)));
    if (others.includes(null)) return null;
    const all = Object.assign({}, build.shell, ...others);
    const edition = editionAt(address);
    return Object.keys(all)
      .filter((path) => isFor(path, edition) && !kept.has(path))
      .map((path) => ({ address: addressOf(path), bytes: all[path][1] }));
  },
  /** Keeps one file; answers null, or what stands in the way. */
  keep: async (build, address) => {
    const path = await pathOf(address, build);
    if (path === null) return "unknown";
    try {
      await keep(build, path);
      await keepLanguage(build, path);
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

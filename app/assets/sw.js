// Keeps the parts of the app that are used here, each whole or not at all and all of one build, and answers from them
// without network. Never touches /api.
const BUILD = "{{build}}";
const PREFIX = "parindex-";
const CACHE = PREFIX + BUILD;
// Path, the beginning of the digest where the path has none, and the part that alone needs it; null for what all need.
const FILES = "{{files}}";
// Where the same of the guides that go with each part stands.
const GUIDES = "{{guides}}";
const ROOMS = "{{rooms}}";
const PARTS = "{{parts}}";

async function hex(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// How often a server that is busy, or a network that is away for a moment, is asked again, and how long it may have one wait.
const TRIES = 6;
const LONGEST_WAIT_S = 30;

const sleep = (seconds) => new Promise((over) => setTimeout(over, seconds * 1000));

function wait(response, asked) {
  const told = Number(response && response.headers.get("retry-after"));
  // Scattered, so that tablets that were turned away together do not come back together.
  return Math.min(told > 0 ? told : 2 ** asked, LONGEST_WAIT_S) * (1 + Math.random() / 2);
}

// With the page's own credentials mode: Firefox keeps what was loaded apart by it, and would load everything twice.
async function load(path) {
  for (let asked = 0; ; asked++) {
    const response = await fetch(path, { cache: "no-cache", credentials: "same-origin" }).catch(() => null);
    if (response && response.ok) return response;
    const passes = !response || response.status === 429 || response.status >= 500;
    if (!passes || asked + 1 === TRIES) throw new Error(path + " " + (response ? response.status : "no answer"));
    await sleep(wait(response, asked));
  }
}

// A file whose bytes are not those of this build (the server was updated meanwhile) fails the whole installation.
async function keep(cache, [path, digest]) {
  const response = await load(path);
  const bytes = await response.arrayBuffer();
  if (!(await hex(bytes)).startsWith(digest || path.match(/-(\w+)\./)[1])) throw new Error(path + " is of another build");
  const headers = { "content-type": response.headers.get("content-type") || "application/octet-stream" };
  const policy = response.headers.get("content-security-policy");
  if (policy) headers["content-security-policy"] = policy;
  await cache.put(path, new Response(bytes, { headers }));
}

// Where all parts have a screen, the tablet's is the one that must be there without network.
const partOf = (path) => ROOMS[path.split("/")[1]] || "tablet";

// Says that a part is kept whole: written after its last file.
const mark = (part) => "/kept/" + part;

async function keepPart(cache, part) {
  await Promise.all(FILES.filter((file) => file[2] === part).map((file) => keep(cache, file)));
  await cache.put(mark(part), new Response());
}

// What an earlier build keeps here, and what is open; an app that came in one piece was a tablet's too.
async function used() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const parts = new Set(windows.map((open) => partOf(new URL(open.url).pathname)));
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const earlier = await caches.open(name);
    const marks = await Promise.all(PARTS.map((part) => earlier.match(mark(part))));
    PARTS.filter((_, nth) => marks[nth]).forEach((part) => parts.add(part));
    if (!marks.some(Boolean)) parts.add("tablet");
  }
  return parts.size ? [...parts] : ["tablet"];
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.filter((file) => !file[2]).map((file) => keep(cache, file)));
    const parts = await used();
    await Promise.all(parts.map((part) => keepPart(cache, part)));
    // Who has the guides of an earlier build finds those of this one without network; the first build waits for none.
    const has = async (part) => (await caches.match(mark("guides-" + part))) && keepGuides(part).catch(() => {});
    await Promise.all(parts.map(has));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// What people read to learn their work comes last, and nobody waits for it.
async function keepGuides(part) {
  const [cache, there] = [await caches.open(CACHE), mark("guides-" + part)];
  if (await cache.match(there)) return;
  const guides = await (await load(GUIDES)).json();
  await Promise.all((guides[part] || []).map((file) => keep(cache, file)));
  await cache.put(there, new Response());
}

// A part that is opened later than the others. Where the server has another build by now, that one brings it along.
async function keepLater(part, told) {
  const cache = await caches.open(CACHE);
  const kept = (await cache.match(mark(part))) ? Promise.resolve() : keepPart(cache, part);
  await kept.then(
    () => told.postMessage(true),
    () => told.postMessage(false),
  );
}

async function activate() {
  await self.clients.claim();
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

// A page whose part is not kept comes from the network, which has all of it of one build, and only else from here.
async function page(cache, request, path) {
  const kept = await cache.match("/index.html");
  if (await cache.match(mark(partOf(path)))) return kept || fetch(request);
  const fresh = await fetch(request).catch(() => null);
  return fresh && fresh.ok ? fresh : kept || fresh || Response.error();
}

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  if (request.mode === "navigate" && !path.startsWith("/help")) return page(cache, request, path);
  const kept = await cache.match(path);
  if (kept) return kept;
  const fresh = await fetch(request);
  // Who chose English has it at the next start as well, though guides have not come yet.
  if (fresh.ok && path.startsWith("/assets/english-")) await cache.put(path, fresh.clone());
  return fresh;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "switch") self.skipWaiting();
  else if (PARTS.includes(event.data.keep)) {
    event.waitUntil(keepLater(event.data.keep, event.ports[0]).then(() => keepGuides(event.data.keep)).catch(() => {}));
  }
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  // What is published, what the office and its programs read of it, what respondents answer and what enrols a tablet are pages of the
  // server, and no screens of the app.
  if (/^\/(a|api|e|odata|p|r)(\/|$)/.test(url.pathname)) return;
  event.respondWith(answer(event.request, url.pathname));
});

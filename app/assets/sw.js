// Keeps every file of one build, whole or not at all, and answers from it without network. Never touches /api.
const BUILD = "{{build}}";
const PREFIX = "parindex-";
const CACHE = PREFIX + BUILD;
const FILES = "{{files}}";

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
  if ((await hex(bytes)) !== digest) throw new Error(path + " is of another build");
  const headers = { "content-type": response.headers.get("content-type") || "application/octet-stream" };
  const policy = response.headers.get("content-security-policy");
  if (policy) headers["content-security-policy"] = policy;
  await cache.put(path, new Response(bytes, { headers }));
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map((file) => keep(cache, file)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  await self.clients.claim();
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
}

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.mode === "navigate" ? "/index.html" : path);
  return kept || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "switch") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/api/")) return;
  event.respondWith(answer(event.request, url.pathname));
});

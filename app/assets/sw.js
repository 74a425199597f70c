// Keeps every file of one build, whole or not at all, and answers from it without network. Never touches /api.
const BUILD = "{{build}}";
const PREFIX = "parindex-";
const CACHE = PREFIX + BUILD;
const FILES = "{{files}}";

async function hex(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A file whose bytes are not those of this build (the server was updated meanwhile) fails the whole installation.
async function keep(cache, [path, digest]) {
  const response = await fetch(path, { cache: "no-cache", credentials: "omit" });
  if (!response.ok) throw new Error(path + " " + response.status);
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

// The lock of a tablet. What signs its person in lies encrypted under a PIN and under a key that the browser gives out to nobody; the
// page and its worker have it in memory alone, from the PIN on. Ten wrong ones delete it: then the network is needed.
const TEXTS = "{{texts}}";
const MOST = 10;
const ROUNDS = 600000;
const AWAY_MS = 5 * 60 * 1000;
const LOOKS_MS = 10 * 1000;
const root = document.documentElement;
const say = (key) => (TEXTS[root.lang] || TEXTS.vi)[key];
const NOTE = "parindex.pin";
const note = (value) => (value ? localStorage.setItem(NOTE, value) : localStorage.removeItem(NOTE));
// Noted where the PIN before is over and its person signed in otherwise: another one is asked for, also after a restart.
const ANEW = "anew";
const text = new TextEncoder();

// One row, in a database of its own: only such a one keeps a key without ever having its bytes.
async function row(mode, act) {
  const opened = await new Promise((done, fail) => {
    const open = indexedDB.open("parindex-lock", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("lock");
    open.onsuccess = () => done(open.result);
    open.onerror = () => fail(open.error);
  });
  try {
    return await new Promise((done, fail) => {
      const change = opened.transaction("lock", mode, { durability: "strict" });
      const asked = act(change.objectStore("lock"));
      change.oncomplete = () => done(asked.result);
      change.onabort = () => fail(change.error);
    });
  } finally {
    opened.close();
  }
}
const kept = () => row("readonly", (rows) => rows.get(1));
const keep = (lock) => row("readwrite", (rows) => rows.put(lock, 1));

async function forget(noted) {
  await row("readwrite", (rows) => rows.delete(1));
  note(noted);
}

const AES = { name: "AES-GCM", length: 256 };
const USES = ["encrypt", "decrypt"];

async function under(pin, salt) {
  const typed = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, typed, AES, false, USES);
}

async function sealed(key, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: AES.name, iv }, key, bytes) };
}

const unsealed = (key, { iv, bytes }) => crypto.subtle.decrypt({ name: AES.name, iv }, key, bytes);

async function lock(pin, token) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const device = await crypto.subtle.generateKey(AES, false, USES);
  const inner = await sealed(await under(pin, salt), text.encode(token));
  const outer = await sealed(device, inner.bytes);
  await keep({ salt, device, iv: inner.iv, outer, wrong: 0 });
  note("1");
}

// Counted before it is tried, in one change: who ends the page meanwhile has used it up, and other tabs count on.
async function tried(pin) {
  let known;
  await row("readwrite", (rows) => {
    const asked = rows.get(1);
    asked.onsuccess = () => {
      known = asked.result;
      const wrong = known.wrong + 1;
      rows.put({ ...known, wrong, outer: wrong < MOST ? known.outer : null }, 1);
    };
    return asked;
  });
  try {
    const inner = { iv: known.iv, bytes: await unsealed(known.device, known.outer) };
    const token = new TextDecoder().decode(await unsealed(await under(pin, known.salt), inner));
    await keep({ ...known, wrong: 0 });
    return token;
  } catch {
    return null;
  }
}

// The app ends what it does when it has signed in or out; then the page begins anew, and its worker with it.
const ENDS_MS = 500;

// Each request says who asks. Signed in or out by the app, the lock is over.
function hand(token) {
  const plain = self.fetch;
  self.fetch = async (what, how) => {
    const asked = what instanceof Request && !how ? what : new Request(what, how);
    const own = new URL(asked.url);
    if (!token || own.origin !== location.origin || !own.pathname.startsWith("/api/")) return plain(asked);
    const ends = own.pathname === "/api/session" && asked.method !== "GET";
    asked.headers.set("authorization", "Bearer " + token);
    const answer = await plain(asked);
    if (ends && answer.ok) {
      token = null;
      await forget();
      setTimeout(() => location.reload(), ENDS_MS);
    }
    return answer;
  };
  const worker = document.querySelector("meta[name=parindex-worker]");
  if (worker.content) worker.content += "#" + token;
  // A page of the server knows cookies alone: that of a back-check is opened by an address of its own.
  const opens = async (event) => {
    const link = token && event.target.closest('a[href*="/backchecks/"]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const answer = await post(link.pathname.replace("/r/", "/api/campaigns/"));
    if (answer && answer.ok) location.assign((await answer.json()).address);
    else alert(say(answer ? "gone" : "offline"));
  };
  document.addEventListener("click", opens, true);
  let touched = Date.now();
  const idle = () => !document.hidden && Date.now() - touched > AWAY_MS && location.reload();
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => (touched = Date.now()), { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", idle);
  setInterval(idle, LOOKS_MS);
}

const PIN = { name: "pin", kind: "password", label: "pin", inputmode: "numeric", pattern: "[0-9]{6,12}", autocomplete: "off" };
const AGAIN = { ...PIN, name: "again", label: "again" };
const NAME = { name: "username", kind: "text", label: "username", autocomplete: "username" };
const WORD = { name: "password", kind: "password", label: "password", autocomplete: "current-password" };

// A form in place of the app; gives what was filled in, or null where the way beside it was taken.
function asked({ title, lead, fields, go, beside, why }) {
  const made = (tag, own, ...inside) => {
    const it = Object.assign(document.createElement(tag), own);
    it.append(...inside);
    return it;
  };
  const main = made("main", { id: "lock", className: "content" });
  const section = made("section", { className: "sign-in" }, made("h1", { textContent: say(title) }));
  if (lead) section.append(made("p", { className: "lead", textContent: say(lead) }));
  const form = made("form", {});
  for (const { name, kind, label, ...other } of fields) {
    const input = made("input", { id: "lock-" + name, name, type: kind, required: true });
    Object.entries(other).forEach(([key, value]) => input.setAttribute(key, value));
    const named = made("label", { htmlFor: input.id, textContent: say(label) });
    form.append(made("div", { className: "field" }, named, input));
  }
  const told = made("p", { className: "field-error", textContent: why || "" });
  told.setAttribute("role", "alert");
  form.append(told, made("button", { className: "button button-primary button-wide", textContent: say(go) }));
  section.append(form);
  const way = beside && made("button", { type: "button", className: "button button-quiet", textContent: say(beside) });
  if (way) section.append(way);
  main.append(section);
  const door = document.getElementById("door");
  if (door) door.hidden = true;
  document.getElementById("lock")?.remove();
  document.body.prepend(main);
  form.querySelector("input, button").focus();
  return new Promise((done) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      form.querySelector("button").disabled = true;
      done(Object.fromEntries(new FormData(form)));
    };
    if (way) way.onclick = () => done(null);
  });
}

const post = (path, body) =>
  fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }).catch(() => null);

// Without the PIN, or after too many that were wrong: the network, and name and password, or a new link of the office.
async function by_network(lead) {
  for (let why = ""; ; ) {
    const filled = await asked({ title: "network", lead, fields: [NAME, WORD], go: "sign_in", beside: "have_pin", why });
    if (!filled) return null;
    const answer = await post("/api/session", { username: filled.username.trim(), password: filled.password });
    if (answer && answer.ok) {
      await forget(ANEW);
      return true;
    }
    why = say(answer ? "wrong_password" : "offline");
  }
}

async function unlocked() {
  for (let why = ""; ; ) {
    const known = await kept();
    // What the browser threw away nobody has: who is not signed in otherwise signs in.
    if (!known) return localStorage.getItem(NOTE) === ANEW || note(null);
    const typed = known.outer && (await asked({ title: "locked", fields: [PIN], go: "unlock", beside: "forgot", why }));
    if (!typed) {
      if (await by_network(known.outer ? "forgot_text" : "too_many")) return;
      why = "";
      continue;
    }
    const token = await tried(typed.pin);
    if (token) return hand(token);
    why = say("wrong").replace("{n}", MOST - (await kept()).wrong);
  }
}

// What is tried first: one to three digits again and again, and digits in their order.
const is_easy = (pin) => /^(\d{1,3})\1+$/.test(pin) || ["01234567890123456789", "98765432109876543210"].some((row) => row.includes(pin));

// The page at which a PIN is set. What signs in is asked for when the PIN is known: until then the browser has it.
async function set() {
  for (let why = ""; ; ) {
    const filled = await asked({ title: "set", lead: "set_text", fields: [PIN, AGAIN], go: "set", beside: "back", why });
    if (!filled) return note(null);
    why = say(filled.pin === filled.again ? "easy" : "differ");
    if (filled.pin !== filled.again || is_easy(filled.pin)) continue;
    const answer = await post("/api/session/token");
    why = say(answer ? "not_here" : "offline");
    if (!answer || !answer.ok) continue;
    await lock(filled.pin, (await answer.json()).token);
    // It is kept as guides are, and so is that of the next version.
    const worker = await navigator.serviceWorker?.getRegistration();
    worker?.active?.postMessage({ keep: "tablet" }, [new MessageChannel().port2]);
    return asked({ title: "is_set", lead: "is_set_text", fields: [], go: "go_on" });
  }
}

// Whatever stands before the app; it goes on when this is over.
export async function opened() {
  await unlocked();
  const is_page = location.pathname === "/pin";
  if (is_page || localStorage.getItem(NOTE) === ANEW) {
    await set();
    location.replace(is_page ? "/" : location.href);
    await new Promise(() => {});
  }
  document.getElementById("lock")?.remove();
  const door = document.getElementById("door");
  if (door) door.hidden = false;
}

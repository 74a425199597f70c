// The page from which ballots travel by hand where no network reaches: what waits on this device is written to a file; such a file of another
// device, and the receipts that came back for one, are taken in. While it is open it has the store alone.
const TEXTS = "{{texts}}";
const BALLOTS = "parindex-carried 1";
const RECEIPTS = "parindex-receipts 1";
const root = document.documentElement;
const say = (key, n) => (TEXTS[root.lang] || TEXTS.vi)[key].replace("{n}", n);
const named = (name) => document.querySelector(`meta[name=parindex-${name}]`).content;

const made = (tag, own, ...inside) => {
  const it = Object.assign(document.createElement(tag), own);
  it.append(...inside);
  return it;
};

// Whoever has the store lets it go, as for another page of the app; it is free again when this page is left.
async function claimed() {
  const owner = new BroadcastChannel("parindex-owner");
  owner.postMessage("release");
  owner.close();
  await new Promise((granted) => navigator.locks.request("parindex-store", () => (granted(), new Promise(() => {}))));
}

// The store, by the worker that the app has, of the wasm that is on its way; gives what asks it.
async function opened_store(wasm) {
  await claimed();
  const compiled = await WebAssembly.compile(await (await wasm).arrayBuffer());
  const [worker, waiting] = [new Worker(named("worker"), { type: "module" }), new Map()];
  let number = 0;
  await new Promise((ready) => {
    worker.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      if (said === "Ready") ready();
      const [asked, answer] = said.Answer || [];
      if (asked) waiting.get(asked)(answer);
    };
    worker.postMessage(compiled);
  });
  const ask = (command) =>
    new Promise((over, fail) => {
      waiting.set(++number, ({ Ok, Err }) => (Err ? fail(new Error(Err.code)) : over(Ok)));
      worker.postMessage(JSON.stringify([number, command]));
    });
  await ask({ Hello: { build: named("build") } });
  return ask;
}

// What a line says of itself; whether its bytes are as they were sealed, the store looks.
function item(line) {
  const pairs = line.split(" ")[1].match(/../g);
  const sealed = new TextDecoder().decode(Uint8Array.from(pairs, (pair) => parseInt(pair, 16)));
  const [kind, header, rest] = sealed.split("\n");
  const { id, campaign, form, place = "", interviewer = null, finished = 0 } = JSON.parse(header);
  const { reason = null } = kind === "parindex-nonresponse 1" ? JSON.parse(rest) : {};
  return { line, id, campaign, form, place, username: interviewer, finished_ms: +new Date(finished), reason };
}

function receipt(line) {
  const [epoch, ...rest] = line.split(" ");
  return { receipt: JSON.parse(rest.join(" ")), epoch: epoch === "-" ? null : epoch };
}

// Takes a file in; gives what is to be said of it.
async function taken(ask, file) {
  const [first, ...rest] = (await file.text()).split("\n").map((line) => line.trim());
  const command = { [BALLOTS]: (line) => ({ CarryIn: item(line) }), [RECEIPTS]: (line) => ({ Received: receipt(line) }) }[first];
  if (!command) return say("other");
  let [good, bad] = [0, 0];
  for (const line of rest.filter(Boolean)) {
    try {
      await ask(command(line));
      good += 1;
    } catch {
      bad += 1;
    }
  }
  return say(first === BALLOTS ? "taken" : "received", good) + (bad ? " " + say("spoilt", bad) : "");
}

function shown(ask, file, told) {
  const n = file.split("\n").filter(Boolean).length - 1;
  const written = made("a", { className: "button button-primary", textContent: say("write") });
  written.href = URL.createObjectURL(new Blob([file], { type: "application/octet-stream" }));
  written.download = "parindex-" + new Date().toISOString().slice(0, 16).replace(/\D/g, "-") + ".phieu";
  const chosen = made("input", { type: "file", id: "carry-file" });
  chosen.onchange = async () => show(ask, await taken(ask, chosen.files[0]));
  const status = made("p", { textContent: told });
  status.setAttribute("role", "status");
  const section = made("section", { className: "sign-in" });
  section.append(
    made("h1", { textContent: say("title") }),
    status,
    made("p", { textContent: say(n ? "waits" : "nothing", n) }),
    ...(n ? [made("p", {}, written), made("p", { textContent: say("keep") })] : []),
    made("div", { className: "field" }, made("label", { htmlFor: chosen.id, textContent: say("take") }), chosen),
    made("p", { textContent: say("how") }),
    made("a", { className: "button", href: "/outbox", textContent: say("back") }),
  );
  return made("main", { id: "carry", className: "content" }, section);
}

async function show(ask, told) {
  const page = shown(ask, (await ask("CarryOut")).Carried, told);
  document.getElementById("carry")?.remove();
  document.body.prepend(page);
  page.querySelector("a, input").focus();
}

// In place of the app, until somebody leads on to another page of it.
export async function opened(wasm) {
  document.getElementById("door").hidden = true;
  await show(await opened_store(wasm), "");
  await new Promise(() => {});
}

// Before the first picture: which part of the app shows this address, in which language, and whether somebody is signed in.
(() => {
  const ROOMS = "{{rooms}}";
  const PARTS = "{{parts}}";
  const root = document.documentElement;
  const noted = (name) => {
    try {
      return localStorage.getItem("parindex." + name);
    } catch {
      return null;
    }
  };
  root.lang = noted("language") || root.lang;
  if (noted("entered")) root.classList.add("entered");

  // Sent before the app is there: it sends the form itself when it comes.
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#door")) return;
    event.preventDefault();
    event.target.dataset.sent = "";
  });

  // Wasm that trapped answers nothing more, while its page looks as ever.
  const trapped = (why) => {
    const said = document.getElementById("trapped");
    if (why instanceof WebAssembly.RuntimeError && !said.open) said.showModal();
  };
  addEventListener("error", (event) => trapped(event.error));
  addEventListener("unhandledrejection", (event) => trapped(event.reason));

  const rest = noted("part");
  const shown = () => PARTS[ROOMS[location.pathname.split("/")[1]] || rest] || PARTS.tablet;
  const part = shown();

  // In place of a page that is loaded again a browser may bring back the one that gave way to it, which is of another part.
  addEventListener("pageshow", (event) => {
    if (event.persisted && shown() !== part) location.reload();
  });

  for (const name of ["worker", "english"]) document.querySelector(`meta[name=parindex-${name}]`).content = part[name];
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = part.style;
  const styled = new Promise((over) => (style.onload = style.onerror = over));
  document.head.append(style);
  const wasm = fetch(part.wasm);
  const lock = (noted("pin") || location.pathname === "/pin") && import("{{lock}}").then((it) => it.opened());
  const carry = location.pathname === "/carry" && import("{{carry}}");
  import(part.script).then(async ({ default: init }) => {
    await styled;
    await lock;
    if (carry) await (await carry).opened(wasm);
    await init({ module_or_path: wasm });
  });
})();

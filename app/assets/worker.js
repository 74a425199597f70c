// The first message is the module that the page has compiled; a panic in a promise would else die unheard.
import init from "{{glue}}";
self.PARINDEX_BUILD = "{{build}}";
// One gzip member; it throws where the browser makes none.
self.gzip = (bytes) =>
  new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
// Where a lock has what signs in, it comes along behind the address, which travels nowhere.
const token = location.hash.slice(1);
const plain = self.fetch;
if (token) self.fetch = (asked) => (asked.headers.set("authorization", "Bearer " + token), plain(asked));
self.addEventListener("unhandledrejection", (event) => {
  self.postMessage(JSON.stringify({ Panicked: String(event.reason) }));
});
self.addEventListener("message", (event) => init({ module_or_path: event.data }), { once: true });

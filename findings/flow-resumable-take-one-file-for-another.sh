#!/usr/bin/env bash
# Guessed: flow.js and resumablejs, which send files in pieces and go on where they were cut, tell two files by their whole names, and by
# something of what is in them: two reports of one size are two uploads.
# What happens: a file is its size and its name without everything but a-z, 0-9, _ and -; so "Biên bản Hà Vị.pdf" and "Biên bản Hạ Vị.pdf" of one size are one.
# flow.js asks the server whether the pieces of the second are there, is told yes, and says that both were uploaded: the second file never
# left. resumablejs leaves the second out of its list, and says nothing. A corrected file of the same size is the old one to both.
# Why it matters: offices send evidence over bad connections with what their portals have for it. The name of one file stands over
# the content of another. A function that makes the identifier from the content has to be given to both (generateUniqueIdentifier).
# Versions: @flowjs/flow.js 2.14.1, resumablejs 1.1.0, jsdom 26.1.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @flowjs/flow.js@2.14.1 resumablejs@1.1.0 jsdom@26.1.0
echo 'versions: @flowjs/flow.js@2.14.1 resumablejs@1.1.0 jsdom@26.1.0'
echo 'guess: two files arrive from each'
cat > run.js <<'NODE'
const http = require("http");
const { JSDOM } = require("jsdom");
const stored = { flow: [], resumable: [] }, there = new Set();
// What the documentation of both asks of a server: GET says whether a piece is there (200) or not (204), POST lays it down.
const server = http.createServer((request, response) => {
  const asked = new URL(request.url, "http://x"), library = asked.pathname.slice(1);
  const piece = library + asked.searchParams.get(`${library}Identifier`), bytes = [];
  request.on("data", (data) => bytes.push(data)).on("end", () => {
    if (request.method === "GET") response.statusCode = there.has(piece) ? 200 : 204;
    else { there.add(piece); stored[library].push(Buffer.concat(bytes).toString()); }
    response.end();
  });
});
server.listen(0, async () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const { window } = new JSDOM("", { url: origin });
  for (const name of ["document", "navigator", "File", "FileList", "Blob", "XMLHttpRequest", "FormData"])
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
  globalThis.window = window;
  const files = () => [["Biên bản Hà Vị.pdf", "points: 62"], ["Biên bản Hạ Vị.pdf", "points: 85"]]
    .map(([name, text], nth) => new window.File([text], name, { lastModified: nth }));
  const sent = async (upload, name, begun) => {
    const said = [];
    upload.on("fileSuccess", (file) => said.push(file[name]));
    const over = new Promise((done) => upload.on("complete", done));
    upload.on(begun, () => upload.upload());
    upload.addFiles(files());
    await over;
    return said;
  };
  const options = (library) => ({ target: `${origin}/${library}`, method: "octet", simultaneousUploads: 1 });
  const flow = new (require("@flowjs/flow.js"))({ ...options("flow"), successStatuses: [200] });
  const resumable = new (require("resumablejs"))(options("resumable"));
  console.log(JSON.stringify(await sent(flow, "name", "filesSubmitted")), JSON.stringify(stored.flow));
  console.log(JSON.stringify(await sent(resumable, "fileName", "filesAdded")), JSON.stringify(stored.resumable));
  process.exit();
});
NODE
timeout 60 node run.js > seen
sed 's/^/seen: /' seen
[ "$(head -1 seen)" = '["Biên bản Hà Vị.pdf","Biên bản Hạ Vị.pdf"] ["points: 62"]' ]
[ "$(tail -1 seen)" = '["Biên bản Hà Vị.pdf"] ["points: 62"]' ]
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: a time question whose default is the text 08:00 begins at eight o'clock; pyxform takes it without a warning.
# What happens: in ODK Web Forms the question begins blank, and 08:00 given as an answer changes nothing: only a time with
# seconds is one. A moment is the same: 2019-01-05T08:00 is dropped, 2019-01-05T08:00:00 kept. Nothing is said.
# Why it matters: 08:00 is how everybody writes it. Office hours that a form presets are simply not there, and no check of
# the form tells; who writes forms by program has to write the seconds.
# Versions: pyxform 4.5.0, @getodk/xforms-engine 0.22.0, jsdom 29.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyxform==4.5.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @getodk/xforms-engine@0.22.0 jsdom@29.1.1
echo 'versions: pyxform==4.5.0 @getodk/xforms-engine@0.22.0 jsdom@29.1.1'
echo 'guess: 08:00 is a time'
env/bin/python - > form.xml <<'PYTHON'
from pyxform.xls2xform import convert
made = convert("""
| survey |
| | type | name | label | default |
| | time | short | Opens | 08:00 |
| | time | long | Opens | 08:00:00 |
| | dateTime | short_moment | Begins | 2019-01-05T08:00 |
| | dateTime | long_moment | Begins | 2019-01-05T08:00:00 |
""", file_type=".md")
assert not made.warnings and "<short>08:00</short>" in made.xform
print(made.xform)
PYTHON
cat > show.mjs <<'NODE'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
const { window } = new JSDOM("", { url: "http://localhost/" });
for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) try { globalThis[name] = window[name]; } catch {}
Object.assign(globalThis, { window, document: window.document });
// Its parser takes Node for CommonJS and fails, so this is no Node while it loads.
const { versions } = process;
const pose = (value) => Object.defineProperty(process, "versions", { value, configurable: true });
pose({ ...versions, node: undefined });
const { loadForm } = await import("@getodk/xforms-engine");
pose(versions);

const form = await loadForm(readFileSync("form.xml", "utf8"), { fetchFormAttachment: async () => new Response("", { status: 404 }) });
assert.equal(form.status, "success");
const { root } = form.createInstance();
const short = root.currentState.children.find((node) => node.currentState.reference === "/data/short");
const values = () => Object.fromEntries(root.currentState.children.map((node) => [node.currentState.reference, String(node.currentState.value ?? "")]));
const seen = values();
short.setValue("08:00");
console.log("seen:", seen, "after 08:00 was answered:", values()["/data/short"]);
assert.equal(seen["/data/short"], "");
assert.equal(seen["/data/long"], "08:00:00");
assert.equal(seen["/data/short_moment"], "");
assert.match(seen["/data/long_moment"], /^2019-01-05T08:00:00/);
assert.equal(values()["/data/short"], "");
NODE
node show.mjs
echo 'the guess missed, as recorded'

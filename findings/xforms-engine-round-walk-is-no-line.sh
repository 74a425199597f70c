#!/usr/bin/env bash
# Guessed: a line (geotrace) that was walked around a field and ends where it began is a line, and a point at 0 0 a point.
# What happens: in ODK Web Forms both are blank, as a default, by an action and as an answer; nothing is said. The same line
# with its last point a hand's breadth away is kept.
# Why it matters: boundaries of plots and rounds through a village are drawn with geotrace, and the more precise the device the
# surer they are lost; a question that need not be answered is sent without them.
# Versions: @getodk/xforms-engine 0.22.0, jsdom 29.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @getodk/xforms-engine@0.22.0 jsdom@29.1.1
echo 'versions: @getodk/xforms-engine@0.22.0 jsdom@29.1.1'
echo 'guess: a round walk is a line'
cat > form.xml <<'XML'
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>F</h:title><model>
<instance><data id="f"><round>22.1 105.8 0 4;22.2 105.9 0 4;22.1 105.8 0 4</round>
<open>22.1 105.8 0 4;22.2 105.9 0 4;22.100001 105.8 0 4</open><nought>0 0 0 0</nought><walked/></data></instance>
<bind nodeset="/data/round" type="geotrace"/><bind nodeset="/data/open" type="geotrace"/>
<bind nodeset="/data/nought" type="geopoint"/><bind nodeset="/data/walked" type="geotrace"/></model></h:head>
<h:body><input ref="/data/round"><label>R</label></input><input ref="/data/open"><label>O</label></input>
<input ref="/data/nought"><label>N</label></input><input ref="/data/walked"><label>W</label></input></h:body></h:html>
XML
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
const walked = root.currentState.children.find((node) => node.currentState.reference === "/data/walked");
walked.setValue("22.1 105.8 0 4;22.2 105.9 0 4;22.1 105.8 0 4");
const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
const sent = await payload.data[0].get("xml_submission_file").text();
console.log("seen:", payload.status, sent);
assert.equal(payload.status, "ready");
for (const name of ["round", "nought", "walked"]) assert.ok(sent.includes(`<${name}/>`), name);
assert.match(sent, /<open>22\.1 105\.8 0\.0 4\.0;/);
NODE
node show.mjs
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: a question of type integer in ODK Web Forms takes 2500000000, or says that the number is too large.
# What happens: as an answer, as a default and as a calculation everything over 2147483647 becomes blank: no error, no
# violation, and the submission that is called ready holds an empty element. 2147483647 itself is kept.
# Why it matters: amounts in dong pass two billion every day. Such a question has to be decimal, or text with a
# constraint, and an empty amount in a submission is not always one that nobody gave.
# Versions: @getodk/xforms-engine 0.22.0, jsdom 29.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @getodk/xforms-engine@0.22.0 jsdom@29.1.1
echo 'versions: @getodk/xforms-engine@0.22.0 jsdom@29.1.1'
echo 'guess: 2500000000 is kept, or refused with a word'
cat > show.mjs <<'NODE'
import assert from "node:assert";
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

const form = await loadForm(`<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>F</h:title>
<model><instance><data id="f"><most>2147483647</most><preset>2500000000</preset><product/><given/></data></instance>
<bind nodeset="/data/most" type="int"/><bind nodeset="/data/preset" type="int"/>
<bind nodeset="/data/product" type="int" calculate="50000 * 50000"/><bind nodeset="/data/given" type="int"/></model></h:head>
<h:body><input ref="/data/most"/><input ref="/data/preset"/><input ref="/data/given"/></h:body></h:html>`,
  { fetchFormAttachment: async () => new Response("", { status: 404 }) });
assert.equal(form.status, "success");
const { root } = form.createInstance();
const given = root.currentState.children.find((node) => node.currentState.reference === "/data/given");
given.setValue("5");
given.setValue("2500000000");
const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
const xml = await payload.data[0].get("xml_submission_file").text();
console.log("seen:", payload.status, xml.match(/<most>.*<given[^>]*>/)[0]);
assert.equal(payload.status, "ready");
assert.match(xml, /<most>2147483647<\/most><preset\/><product\/><given\/>/);
NODE
node show.mjs
echo 'the guess missed, as recorded'

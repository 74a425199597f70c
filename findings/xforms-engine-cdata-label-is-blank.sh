#!/usr/bin/env bash
# Guessed: ODK Web Forms shows a label that stands in a CDATA section, as XML says that it is the same text as one that is escaped.
# What happens: the section is left out without a word: a question has no label, a choice is blank, and of a text that is partly
# in sections the rest is shown. ODK Validate 1.20.0 (JavaRosa 5.1.0) passes such a file.
# Why it matters: programs that write XML put texts with & or < into sections. Such a form opens, nothing is reported, and people
# answer questions that they cannot read; which form it is hangs on how its writer escapes.
# Versions: @getodk/xforms-engine 0.22.0, jsdom 29.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @getodk/xforms-engine@0.22.0 jsdom@29.1.1
echo 'versions: @getodk/xforms-engine@0.22.0 jsdom@29.1.1'
echo 'guess: a label in a section is shown as one that is escaped'
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

const labels = async (plain, mixed, choice) => {
  const form = await loadForm(`<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>F</h:title>
<model><itext><translation lang="vi"><text id="c"><value>${choice}</value></text></translation></itext>
<instance><data id="f"><a/><b/></data></instance><bind nodeset="/data/a" type="string"/><bind nodeset="/data/b" type="string"/></model></h:head>
<h:body><input ref="/data/a"><label>${plain}</label></input><select1 ref="/data/b"><label>${mixed}</label>
<item><label ref="jr:itext('c')"/><value>1</value></item></select1></h:body></h:html>`,
    { fetchFormAttachment: async () => new Response("", { status: 404 }) });
  assert.equal(form.status, "success");
  const [a, b] = form.createInstance().root.currentState.children.map((node) => node.currentState);
  return [a.label?.asString ?? "", b.label.asString, b.valueOptions[0].label.asString];
};
const escaped = await labels("Ăn &amp; ở", "Thu nhập &lt; 5 triệu", "Có");
const sections = await labels("<![CDATA[Ăn & ở]]>", "Thu nhập <![CDATA[<]]> 5 triệu", "<![CDATA[Có]]>");
console.log("seen:", JSON.stringify(escaped), JSON.stringify(sections));
assert.deepEqual(escaped, ["Ăn & ở", "Thu nhập < 5 triệu", "Có"]);
assert.deepEqual(sections, ["", "Thu nhập  5 triệu", ""]);
NODE
node show.mjs
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: html-to-docx keeps the space between two marked words (<b>Sở</b> <i>Nội vụ</i>), and makes of a <thead> a row
# that Word repeats on each page. (The space was taken for granted, not written down; met while looking.)
# What happens: the space is gone, "SởNội vụ". No row is marked as a head, so a table of three pages has it on the first
# alone.
# Why it matters: reports are written as HTML for the screen and made a document by this. In Vietnamese every syllable
# stands apart, so each pair of marked words becomes one that does not exist, and the annex loses its heads.
# Versions: html-to-docx 1.8.0, mammoth 1.13.0, pizzip 3.3.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . html-to-docx@1.8.0 mammoth@1.13.0 pizzip@3.3.0
echo 'versions: html-to-docx@1.8.0 mammoth@1.13.0 pizzip@3.3.0'
echo 'guess: the spaces, and a repeated head'
cat > make.js <<'NODE'
const assert = require("assert"), convert = require("html-to-docx"), mammoth = require("mammoth"), Zip = require("pizzip");
const lines = [
  "<p><b>Sở</b> <i>Nội vụ</i></p>",
  "<p><strong>Điểm</strong> <span>62,5</span></p>",
  "<p><b>Sở</b> và <i>Phòng</i></p>",
];
const table = "<table><thead><tr><th>Mã</th><th>Điểm</th></tr></thead><tbody><tr><td>1.10</td><td>7</td></tr></tbody></table>";
(async () => {
  const buffer = await convert(`<html><body>${lines.join("")}${table}</body></html>`);
  const { value } = await mammoth.extractRawText({ buffer });
  const seen = value.split("\n").filter((line) => line).slice(0, 3);
  const xml = new Zip(buffer).file("word/document.xml").asText();
  console.log("seen:", seen, "head rows:", (xml.match(/tblHeader/g) || []).length, "rows:", xml.match(/<w:tr>/g).length);
  assert.deepStrictEqual(seen, ["SởNội vụ", "Điểm62,5", "Sở và Phòng"]);
  assert(!xml.includes("tblHeader") && xml.match(/<w:tr>/g).length === 2);
})();
NODE
node make.js
echo 'the guess missed, as recorded'

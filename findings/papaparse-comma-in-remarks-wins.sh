#!/usr/bin/env bash
# Guessed: Papa Parse finds the semicolon where the head and every line have exactly one.
# What happens: where each remark holds the same number of commas, and more of them than there are semicolons, the
# comma is chosen, though the head has none; no error is reported. One comma a remark is still read rightly.
# Why it matters: Excel with Vietnamese settings writes semicolons, and open answers are full of commas, so whether a
# file is split rightly depends on what respondents said. The delimiter is to be given, or judged by the head.
# Versions: papaparse 5.5.3.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . papaparse@5.5.3
echo 'versions: papaparse@5.5.3'
echo 'guess: the semicolon is found in both files'
cat > show.js <<'NODE'
const assert = require("assert"), { parse } = require("papaparse");
const read = (text) => parse(text, { skipEmptyLines: true });
const one = read("ma;y_kien\n001;sach, gon\n002;dung, nhanh\n");
const two = read("ma;y_kien\n001;sach, gon, re\n002;dung, nhanh, tot\n");
for (const { data, errors, meta } of [one, two]) console.log("seen:", JSON.stringify([meta.delimiter, data, errors]));
assert.strictEqual(one.meta.delimiter, ";");
assert.strictEqual(two.meta.delimiter, ",");
assert.deepStrictEqual(two.data, [["ma;y_kien"], ["001;sach", " gon", " re"], ["002;dung", " nhanh", " tot"]]);
assert.deepStrictEqual(two.errors, []);
NODE
node show.js
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: number-to-text-vietnamese and vn-str, which write whole numbers in Vietnamese words, refuse 62.5 or say its
# whole part.
# What happens: both say "sáu nghìn hai trăm linh năm", six thousand two hundred and five, for 62.5, as if the sign were
# a nought. Whole numbers, also negative ones, are right. No error. (read-vn-number, of the same kind, raises.)
# Why it matters: points have decimals, and these are what one finds first for writing them out in a page. The words
# beside the figure are another number of about a hundred times the size.
# Versions: number-to-text-vietnamese 1.1.7, vn-str 0.4.0, read-vn-number 4.1.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . \
  number-to-text-vietnamese@1.1.7 vn-str@0.4.0 read-vn-number@4.1.0
echo 'versions: number-to-text-vietnamese@1.1.7 vn-str@0.4.0 read-vn-number@4.1.0'
echo 'guess: an error, or sixty-two'
cat > show.js <<'NODE'
const assert = require("assert"), { getText } = require("number-to-text-vietnamese"), { numToText } = require("vn-str");
const other = require("read-vn-number"), third = other.default || other;
console.log("seen:", JSON.stringify([getText(62.5), numToText(62.5)]));
for (const say of [getText, numToText]) {
  assert.strictEqual(say(62.5), "sáu nghìn hai trăm linh năm");
  assert.strictEqual(say(105), "một trăm linh năm");
  assert.strictEqual(say(-3), "âm ba");
}
assert.throws(() => third(62.5));
NODE
node show.js
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: csvtojson gives an object with one key for each head of a CSV, also for heads such as 1.1 and 1.1.1.
# What happens: a point in a head makes a tree: 1.1 and 1.2 are places in a list under "1", counted from nought. Where a
# criterion and a part of it are both columns, one of them is gone: of 1.1 = 10, 1.1.1 = 4, 1.1.2 = 6 the 10, and where
# the total stands behind its parts, the parts. No error. With flatKeys: true all are there.
# Why it matters: tables of scores have the criterion numbers as heads, total and parts side by side. Which is lost
# hangs on the order of the columns, and a head without a part beside it is only moved.
# Versions: csvtojson 2.0.14.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . csvtojson@2.0.14
echo 'versions: csvtojson@2.0.14'
echo 'guess: five keys'
cat > show.js <<'NODE'
const assert = require("assert"), csv = require("csvtojson");
(async () => {
  const first = "ma,1.1,1.1.1,1.1.2,1.2\n001,10,4,6,5\n", last = "ma,1.1.1,1.1.2,1.1,1.2\n001,4,6,10,5\n";
  const seen = [(await csv().fromString(first))[0], (await csv().fromString(last))[0]];
  console.log("seen:", JSON.stringify(seen));
  assert.strictEqual(JSON.stringify(seen[0]), '{"1":[null,[null,"4","6"],"5"],"ma":"001"}');
  assert.strictEqual(JSON.stringify(seen[1]), '{"1":[null,"10","5"],"ma":"001"}');
  const flat = (await csv({ flatKeys: true }).fromString(first))[0];
  assert.deepStrictEqual({ ...flat }, { ma: "001", "1.1": "10", "1.1.1": "4", "1.1.2": "6", 1.2: "5" });
})();
NODE
node --unhandled-rejections=strict show.js
echo 'the guess missed, as recorded'

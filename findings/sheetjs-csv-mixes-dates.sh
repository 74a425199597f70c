#!/usr/bin/env bash
# Guessed: SheetJS leaves 02/03/2019 of a CSV as text. (1,5 and 1-2 were only met while looking.)
# What happens: cell by cell: 02/03/2019 becomes 3 February as a number while 13/03/2019 in the same column stays
# text; 1,5 becomes 15; 1-2 becomes 2 January 2001. With raw: true all stay text.
# Why it matters: a page that opens a Vietnamese CSV this way gets a column that is half wrong dates and half text,
# and ten times the score. CSV for it needs raw: true, or .xlsx with typed cells instead.
# Versions: xlsx 0.18.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . xlsx@0.18.5
echo 'versions: xlsx@0.18.5'
echo 'guess: 02/03/2019 stays text'
cat > show.js <<'NODE'
process.env.TZ = "UTC";
const assert = require("assert"), xlsx = require("xlsx");
const text = "ngay;diem;muc\n02/03/2019;1,5;1-2\n13/03/2019;2,25;2.1\n";
function cells(options) {
  const book = xlsx.read(text, { type: "string", ...options });
  const sheet = book.Sheets[book.SheetNames[0]];
  return ["A2", "A3", "B2", "C2"].map((at) => [sheet[at].t, sheet[at].v]);
}
const seen = cells({}), raw = cells({ raw: true });
console.log("seen:", JSON.stringify(seen), "\nwith raw:", JSON.stringify(raw));
assert.deepStrictEqual(seen.map(([type]) => type), ["n", "s", "n", "n"]);
const { y, m, d } = xlsx.SSF.parse_date_code(seen[0][1]);
assert.deepStrictEqual([y, m, d], [2019, 2, 3]);
assert.deepStrictEqual(seen[1], ["s", "13/03/2019"]);
assert.deepStrictEqual(seen[2], ["n", 15]);
const other = xlsx.SSF.parse_date_code(seen[3][1]);
assert.deepStrictEqual([other.y, other.m, other.d], [2001, 1, 2]);
assert.deepStrictEqual(raw, [["s", "02/03/2019"], ["s", "13/03/2019"], ["s", "1,5"], ["s", "1-2"]]);
NODE
node show.js
echo 'the guess missed, as recorded'

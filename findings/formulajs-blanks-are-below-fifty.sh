#!/usr/bin/env bash
# Guessed: COUNTIF, MEDIAN and RANK of formulajs take a list with blanks as spreadsheets take cells: blanks are left out.
# What happens: of 62, blank, 45, blank, three are counted as "<50", the median is 22.5, the smallest (SMALL) 0, and 45 is the
# third from below. AVERAGE, MIN, COUNT and QUARTILE.INC of the same list leave them out: 53.5, 45, 2 and 49.25.
# HyperFormula, another library of these functions, counts one, and its median is 53.5. No error.
# Why it matters: the number of units below 50 has those that have not reported in it, beside a mean that has not; and each
# figure by itself looks right.
# Versions: @formulajs/formulajs 4.6.1, hyperformula 3.5.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @formulajs/formulajs@4.6.1 hyperformula@3.5.0
echo 'versions: @formulajs/formulajs@4.6.1 hyperformula@3.5.0'
echo 'guess: one is below 50, the median is 53.5, the smallest 45'
cat > show.js <<'NODE'
const assert = require("assert"), functions = require("@formulajs/formulajs"), { HyperFormula } = require("hyperformula");
const points = [62, null, 45, null];
const sheet = HyperFormula.buildFromArray(points.map((value) => [value]), { licenseKey: "gpl-v3" });
const cells = (formula) => sheet.calculateFormula(formula, 0);
const { COUNTIF, MEDIAN, SMALL, RANK, AVERAGE, MIN, COUNT, QUARTILE } = functions;
const seen = {
  "COUNTIF <50": [COUNTIF(points, "<50"), cells('=COUNTIF(A1:A4,"<50")')],
  MEDIAN: [MEDIAN(points), cells("=MEDIAN(A1:A4)")],
  SMALL: [SMALL(points, 1), cells("=SMALL(A1:A4,1)")],
  AVERAGE: [AVERAGE(points), cells("=AVERAGE(A1:A4)")],
  MIN: [MIN(points), cells("=MIN(A1:A4)")],
  COUNT: [COUNT(points), cells("=COUNT(A1:A4)")],
};
for (const [name, [here, there]] of Object.entries(seen)) console.log("seen:", name, "formulajs", here, "- HyperFormula", there);
assert.deepStrictEqual(seen, {
  "COUNTIF <50": [3, 1], MEDIAN: [22.5, 53.5], SMALL: [0, 45], AVERAGE: [53.5, 53.5], MIN: [45, 45], COUNT: [2, 2],
});
assert.strictEqual(RANK.EQ(45, points, 1), 3);
assert.strictEqual(QUARTILE.INC(points, 1), 49.25);
NODE
node show.js
echo 'the guess missed, as recorded'

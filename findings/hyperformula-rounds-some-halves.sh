#!/usr/bin/env bash
# Guessed: ROUND(1.005,2) of HyperFormula is 1.01, as spreadsheets show it.
# What happens: it is 1, and 0.285 gives 0.28, while 2.675 gives 2.68 (all three are stored a little below the half).
# formulajs, another library of spreadsheet functions, gives 1.01, 0.29 and 2.68.
# Why it matters: points are announced with two places, and a class or a rank hangs on the second. A page that
# recomputes a sheet differs from another in some numbers only, so a few trials do not show it.
# Versions: hyperformula 3.5.0, @formulajs/formulajs 4.6.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . hyperformula@3.5.0 @formulajs/formulajs@4.6.1
echo 'versions: hyperformula@3.5.0 @formulajs/formulajs@4.6.1'
echo 'guess: 1.005 to two places is 1.01'
cat > show.js <<'NODE'
const assert = require("assert"), { HyperFormula } = require("hyperformula");
const { ROUND } = require("@formulajs/formulajs");
const points = [1.005, 0.285, 2.675, 62.625];
const sheet = HyperFormula.buildFromArray([points.map((point) => `=ROUND(${point},2)`)], { licenseKey: "gpl-v3" });
const seen = sheet.getSheetValues(0)[0], other = points.map((point) => ROUND(point, 2));
console.log("seen: hyperformula", JSON.stringify(seen), "formulajs", JSON.stringify(other));
assert.deepStrictEqual(seen, [1, 0.28, 2.68, 62.63]);
assert.deepStrictEqual(other, [1.01, 0.29, 2.68, 62.63]);
NODE
node show.js
echo 'the guess missed, as recorded'

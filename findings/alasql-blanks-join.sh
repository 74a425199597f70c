#!/usr/bin/env bash
# Guessed: AlaSQL joins as SQL does: a row without a code joins none; and the mean of 2 and the text "3" is 2.5 or an error (of the
# mean this was taken for granted, not written down).
# What happens: null joins null, and a code that is not there joins one that is not there: a unit without a code gets the
# points of a row without a code. WHERE code = NULL finds none, as in SQL. The mean of 2 and "3" is 11.5: they are put
# together as 23 and halved; of the points 10, 9, "8", "10" it is 4952.5. No error.
# Why it matters: lists of units and of points are joined in the page by code. Of unfinished lists the points of nobody are
# given to a unit, or many times to many, and a mean is wrong as soon as one file had its numbers as text.
# Versions: alasql 4.19.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . alasql@4.19.1
echo 'versions: alasql@4.19.1'
echo 'guess: A alone is joined; the mean is 2.5 or an error'
cat > show.js <<'NODE'
const assert = require("assert"), alasql = require("alasql");
const units = [{ unit: "A", code: "01" }, { unit: "B", code: null }, { unit: "C" }];
const points = [{ code: "01", points: 4 }, { code: null, points: 9 }, { points: 7 }];
const joined = alasql("SELECT u.unit, p.points FROM ? u JOIN ? p ON u.code = p.code", [units, points]);
const found = alasql("SELECT COUNT(*) AS found FROM ? WHERE code = NULL", [units]);
const mean = (...values) => alasql("SELECT AVG(points) AS mean FROM ?", [values.map((value) => ({ points: value }))])[0].mean;
console.log("seen: joined", JSON.stringify(joined), "found", JSON.stringify(found));
console.log("seen: means", mean(2, "3"), mean(10, 9, "8", "10"), mean(2, 3));
assert.deepStrictEqual(joined, [{ unit: "A", points: 4 }, { unit: "B", points: 9 }, { unit: "C", points: 7 }]);
assert.deepStrictEqual(found, [{ found: 0 }]);
assert.deepStrictEqual([mean(2, "3"), mean(10, 9, "8", "10"), mean(2, 3)], [11.5, 4952.5, 2.5]);
NODE
node show.js
echo 'the guess missed, as recorded'

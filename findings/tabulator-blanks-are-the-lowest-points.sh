#!/usr/bin/env bash
# Guessed: the row of results under a table of Tabulator (bottomCalc) leaves blanks out: of the points 4, blank, 2 the mean
# is 3 and the lowest 2. (That a text such as 62,5 makes NaN or an error was taken for granted, not written down.)
# What happens: the mean is 2 and the lowest 0, beside a count of 2; both blanks, null and "", are nought points. Where the
# value is not there at all, the mean is NaN, and the lowest 2. Of 62,5, 100 and 85 the sum is 185: what has a decimal
# comma is left out of it (the mean is NaN). No warning.
# Why it matters: the table of a district says that a unit has 0 points where one has not reported, and a sum that looks
# right lacks just the units whose points are not whole.
# Versions: tabulator-tables 6.5.3, in jsdom 29.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . tabulator-tables@6.5.3 jsdom@29.1.1
echo 'versions: tabulator-tables@6.5.3'
echo 'guess: mean 3, lowest 2, count 2, however a blank is written'
cat > show.js <<'NODE'
const assert = require("assert"), { readFileSync } = require("fs"), { JSDOM } = require("jsdom");
const { window } = new JSDOM("<body></body>", { runScripts: "outside-only", pretendToBeVisual: true });
window.ResizeObserver = window.IntersectionObserver = class { observe() {} unobserve() {} disconnect() {} };
window.eval(readFileSync(require.resolve("tabulator-tables/dist/js/tabulator.js"), "utf8"));
const names = ["avg", "min", "sum", "count"];
const under = (points) => new Promise((resolve) => {
  const place = window.document.body.appendChild(window.document.createElement("div"));
  const data = points.map((value) => Object.fromEntries(names.map((name) => [name, value])));
  const columns = names.map((name) => ({ title: name, field: name, bottomCalc: name }));
  const table = new window.Tabulator(place, { data, columns });
  table.on("tableBuilt", () => {
    const results = names.map((name) => table.getCalcResults().bottom[name]);
    console.log("seen:", points, "->", names.map((name, place) => `${name} ${results[place]}`).join(", "));
    resolve(results);
  });
});
(async () => {
  for (const blank of [null, ""]) assert.deepStrictEqual(await under([4, blank, 2]), ["2", 0, 6, 2]);
  assert.deepStrictEqual(await under([4, undefined, 2]), ["NaN", 2, 6, 2]);
  assert.deepStrictEqual((await under(["62,5", "100", "85"])).slice(2), [185, 3]);
  assert.deepStrictEqual(await under([4, 2]), ["3", 2, 6, 2]);
  process.exit();
})();
NODE
node show.js
echo 'the guess missed, as recorded'

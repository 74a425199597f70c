#!/usr/bin/env bash
# Guessed: on an axis of categories "1", "2", "3" ECharts draws a value given for 2 at "2".
# What happens: a number is taken as a place counted from nought, and so drawn at "3"; given as the text "2" it is drawn at
# "2". Where the codes are "0", "1", "2" both are right, and a number past the last place is left out: of 1, 2, 3 given
# as numbers two bars are drawn, one place too far right. No warning.
# Why it matters: levels of an answer are coded 1 to 5 and come as numbers from a database, while the labels of an axis are
# texts. "Không hài lòng" gets the share of "Hài lòng", the best level has none, and the picture looks finished.
# Versions: echarts 6.1.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . echarts@6.1.0
echo 'versions: echarts@6.1.0'
echo 'guess: 2 is drawn at "2"'
cat > draw.js <<'NODE'
const assert = require("assert"), echarts = require("echarts");
function drawn(categories, data) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 400, height: 300 });
  const grid = { left: 0, right: 0, top: 0, bottom: 0 };
  const series = [{ type: "bar", data, barWidth: 10 }];
  chart.setOption({ animation: false, grid, xAxis: { type: "category", data: categories }, yAxis: { show: false }, series });
  const svg = chart.renderToSVGString();
  const bars = [...svg.matchAll(/<path d="M([\d.]+) [^>]*ecmeta_data_index="\d"/g)];
  const places = bars.map((bar) => categories[Math.floor(Number(bar[1]) / (400 / categories.length))]);
  chart.dispose();
  return places;
}
const levels = ["1", "2", "3"];
const seen = {
  numbers: drawn(levels, [[1, 10], [2, 20], [3, 30]]),
  texts: drawn(levels, [["1", 10], ["2", 20], ["3", 30]]),
  fromNought: drawn(["0", "1", "2"], [[0, 10], [1, 20], [2, 30]]),
};
console.log("seen:", seen);
assert.deepStrictEqual(seen, { numbers: ["2", "3"], texts: ["1", "2", "3"], fromNought: ["0", "1", "2"] });
NODE
node draw.js
echo 'the guess missed, as recorded'

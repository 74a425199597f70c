#!/usr/bin/env bash
# Guessed: parse of date-fns reads what its format wrote in the same locale and pattern, also for quarters in Vietnamese:
# "quý II 2019" is the second quarter of 2019.
# What happens: "quý II 2019" and "quý III 2019" are both the first, from 1 January; IV is the fourth. Only the long form
# (QQQQ) is read wrongly; "Q2 2019" and "Quý 2 2019" come back. In English, French and German all come back. No error.
# Why it matters: reports are due by quarter, and minutes write "quý II". Those of half the year are filed under the first
# quarter, each a valid date.
# Versions: date-fns 4.4.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . date-fns@4.4.0
echo 'versions: date-fns@4.4.0'
echo 'guess: each quarter is read as the one that was written'
cat > show.js <<'NODE'
const assert = require("assert"), { format, parse, getQuarter } = require("date-fns"), locales = require("date-fns/locale");
const read = (pattern, locale) => Object.fromEntries([1, 2, 3, 4].map((quarter) => {
  const text = format(new Date(2019, 3 * quarter - 2, 15), pattern, { locale });
  return [text, getQuarter(parse(text, pattern, new Date(2018, 0, 1), { locale }))];
}));
const long = read("QQQQ yyyy", locales.vi);
console.log("seen:", JSON.stringify(long));
assert.deepStrictEqual(long, { "quý I 2019": 1, "quý II 2019": 1, "quý III 2019": 1, "quý IV 2019": 4 });
const right = [["QQQ yyyy", "vi"], ["qqqq yyyy", "vi"], ["QQQQ yyyy", "enUS"], ["QQQQ yyyy", "fr"], ["QQQQ yyyy", "de"]];
for (const [pattern, locale] of right)
  assert.deepStrictEqual(Object.values(read(pattern, locales[locale])), [1, 2, 3, 4]);
NODE
node show.js
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: what calls itself a natural sort puts criterion 1.10 behind 1.9, as it puts file10 behind file9.
# What happens: natural-orderby and natsort compare 1.1 with 1.10 as equal and give 1.1 or 1.10 first as they came, both
# before 1.2: what reads as a decimal is compared as one. With a letter before it (C1.10) both put it behind C1.9.
# string-natural-compare gives 1.9, 1.10 in both cases.
# Why it matters: 1.1 and 1.10 are two criteria of the index. Lists show the tenth behind the first, and what takes
# "compares as equal" for "is the same" (a merge of sorted lists, a binary search) loses one of the two.
# Versions: natural-orderby 5.0.0, natsort 2.0.3, string-natural-compare 3.0.1 (npm).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund natural-orderby@5.0.0 natsort@2.0.3 string-natural-compare@3.0.1 > /dev/null
echo 'versions: natural-orderby 5.0.0, natsort 2.0.3, string-natural-compare 3.0.1'
echo 'guess: 1.1 1.2 1.9 1.10, and no two of them equal'
cat > a.cjs <<'JS'
const assert = require('assert');
const libraries = {
  'natural-orderby': require('natural-orderby').compare(),
  natsort: require('natsort').default(),
  'string-natural-compare': require('string-natural-compare'),
};
const seen = {};
for (const [name, compare] of Object.entries(libraries)) {
  const sorted = mark => ['1.10', '1.9', '1.1', '1.2'].map(code => mark + code).sort(compare).join(' ');
  seen[name] = { codes: sorted(''), lettered: sorted('C'), equal: compare('1.1', '1.10') === 0 };
  console.log('seen,', name, ':', JSON.stringify(seen[name]));
}
for (const name of ['natural-orderby', 'natsort']) assert.deepStrictEqual([seen[name].codes, seen[name].equal], ['1.10 1.1 1.2 1.9', true]);
assert.deepStrictEqual([seen['string-natural-compare'].codes, seen['string-natural-compare'].equal], ['1.1 1.2 1.9 1.10', false]);
for (const { lettered } of Object.values(seen)) assert.strictEqual(lettered, 'C1.1 C1.2 C1.9 C1.10');
JS
node a.cjs
echo 'the guess missed, as recorded'

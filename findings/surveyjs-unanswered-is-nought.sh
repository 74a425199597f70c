#!/usr/bin/env bash
# Guessed: {a} + {b} in SurveyJS, with b unanswered, has no value. (Guessed rightly: avg is that of the answered.)
# What happens: the unanswered one counts as 0: with a = 4 alone the sum is 4, the product 0, ({a} + {b}) / 2 is 2; but
# avg({a}, {b}) is 4. In a form that nobody touched all of them are 0, the mean too, and they are in its data.
# Why it matters: a score from a half-filled form looks like a bad score, an untouched form like a unit of 0 points, and
# two spellings of the same mean differ.
# Versions: survey-core 3.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . survey-core@3.1.1
echo 'versions: survey-core@3.1.1'
echo 'guess: no sum until both are answered'
cat > show.js <<'NODE'
const assert = require("assert"), { Model } = require("survey-core");
const expressions = { sum: "{a} + {b}", product: "{a} * {b}", half: "({a} + {b}) / 2", mean: "avg({a}, {b})" };
const form = new Model({
  elements: [
    { type: "text", name: "a", inputType: "number" },
    { type: "text", name: "b", inputType: "number" },
    ...Object.entries(expressions).map(([name, expression]) => ({ type: "expression", name, expression })),
  ],
});
const untouched = { ...form.data };
form.setValue("a", 4);
console.log("seen: untouched", JSON.stringify(untouched), "with a = 4", JSON.stringify(form.data));
assert.deepStrictEqual(untouched, { sum: 0, product: 0, half: 0, mean: 0 });
assert.deepStrictEqual(form.data, { a: 4, sum: 4, product: 0, half: 2, mean: 4 });
NODE
node show.js
echo 'the guess missed, as recorded'

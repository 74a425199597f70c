#!/usr/bin/env bash
# Guessed: in a condition of SurveyJS the text '1.10' is not '1.1', and '001' is not '1'.
# What happens: texts that look like numbers are compared as numbers: a question shown for criterion '1.1' is shown
# too when 1.10 was chosen, and a commune '001' equals '1'. Capitals do not count either: 'Tốt' equals 'tốt'. The
# answer itself is stored as chosen.
# Why it matters: codes of criteria and places look like numbers. A follow-up question is put to the wrong people, and
# the form has to be written with codes that no number can be (c1_10).
# Versions: survey-core 3.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . survey-core@3.1.1
echo 'versions: survey-core@3.1.1'
echo 'guess: the question for 1.1 is not shown when 1.10 was chosen'
cat > show.js <<'NODE'
const assert = require("assert"), { Model } = require("survey-core");
function shown(condition, chosen) {
  const form = new Model({
    elements: [{ type: "text", name: "code" }, { type: "comment", name: "why", visibleIf: `{code} = '${condition}'` }],
  });
  form.setValue("code", chosen);
  assert.strictEqual(form.data.code, chosen);
  return form.getQuestionByName("why").isVisible;
}
const pairs = [["1.1", "1.10"], ["001", "1"], ["Tốt", "tốt"], ["1.1", "1.2"], ["c1_1", "c1_10"]];
const seen = pairs.map(([condition, chosen]) => [condition, chosen, shown(condition, chosen)]);
console.log("seen:", JSON.stringify(seen));
assert.deepStrictEqual(seen.map((row) => row[2]), [true, true, true, false, false]);
NODE
node show.js
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: what JavaScript libraries have for taking marks off makes "Nguyen Duc Uoc, Quang" of "Nguyễn Đức Ước, Quảng",
# and two of them agree.
# What happens: deburr of lodash and latinise of voca leave every letter of the Vietnamese block as it is: "Nguyễn Dức
# Ước, Quảng"; only the đ and single marks known from French go. In decomposed Unicode the same texts become plain. With
# remove-accents and diacritics it is the other way round: composed becomes plain, decomposed stays. slugify writes Đ as
# DJ: "Nguyen DJuc". No error.
# Why it matters: keys of units and searches are made so, on a tablet with one library and on a server with another, and
# where names come from a Mac in decomposed form. The same name then has two keys, or is not found by typing it plainly.
# Versions: lodash 4.18.1, voca 1.4.1, remove-accents 0.5.0, diacritics 1.3.0, slugify 1.6.9.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pins='lodash@4.18.1 voca@1.4.1 remove-accents@0.5.0 diacritics@1.3.0 slugify@1.6.9'
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . $pins
echo "versions: $pins"
echo 'guess: Nguyen Duc Uoc, Quang from each, composed or not'
cat > plain.js <<'NODE'
const assert = require("assert"), plainers = {
  lodash: require("lodash").deburr,
  voca: require("voca").latinise,
  "remove-accents": require("remove-accents"),
  diacritics: require("diacritics").remove,
  slugify: (text) => require("slugify")(text, " "),
};
const name = "Nguyễn Đức Ước, Quảng", plain = "Nguyen Duc Uoc, Quang";
const seen = {};
for (const [library, f] of Object.entries(plainers)) seen[library] = [f(name), f(name.normalize("NFD")).normalize()];
console.log("seen, composed and decomposed:", seen);
assert.deepStrictEqual(seen, {
  lodash: ["Nguyễn Dức Ước, Quảng", plain],
  voca: ["Nguyễn Dức Uớc, Quảng", plain],
  "remove-accents": [plain, "Nguyễn Dức Ước, Quảng"],
  diacritics: [plain, "Nguyễn Dức Ước, Quảng"],
  slugify: ["Nguyen DJuc Uoc Quang", "Nguyen DJuc Uoc Quang"],
});
NODE
node plain.js
echo 'the guess missed, as recorded'

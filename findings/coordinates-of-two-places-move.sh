#!/usr/bin/env bash
# Guessed: what reads positions from text takes "21.59 105.84" for what it says, and the same with decimal commas, as Vietnamese write
# it (21,5928 105,8442), for the same or for an error. (The points were taken for granted, not written down; met while looking at commas.)
# What happens: with less than three decimals geo-coordinates-parser takes the point for the sign of minutes: 21.59 105.84 is 21.986
# and 5.134, in Algeria; "21.5, 105.8" is 21.083 and 105.133, some 80 km away. With three decimals or more it reads points and commas
# as meant. coordinate-parser reads points as meant, and a comma as the sign of minutes: 21,25 105,75 is 21.417 and 106.25, and of
# 21,5928 it makes latitude 119.8 without a word. geopy raises at commas.
# Why it matters: the places of offices and interviews are typed by hand, or rounded to two decimals so that nobody is found by
# them. Whether a ballot was made far from its place is judged by what such a text is read as.
# Versions: geo-coordinates-parser 1.7.4, coordinate-parser 1.0.7, geopy 2.5.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check geopy==2.5.0
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . geo-coordinates-parser@1.7.4 coordinate-parser@1.0.7
echo 'versions: geo-coordinates-parser@1.7.4 coordinate-parser@1.0.7 geopy==2.5.0'
echo 'guess: the position that is written, or an error'
cat > run.js <<'NODE'
const { convert } = require("geo-coordinates-parser");
const Coordinates = require("coordinate-parser");
const round = (...numbers) => numbers.map((number) => Number(number.toFixed(3)));
const first = (text) => { const at = convert(text); return round(at.decimalLatitude, at.decimalLongitude); };
const second = (text) => { const at = new Coordinates(text); return round(at.getLatitude(), at.getLongitude()); };
console.log(JSON.stringify([first("21.592 105.844"), first("21.59 105.84"), first("21.5, 105.8"), first("21,5928 105,8442")]));
console.log(JSON.stringify([second("21.59 105.84"), second("21,25 105,75"), second("21,5928 105,8442")]));
NODE
node run.js > seen
echo "seen: geo-coordinates-parser $(head -1 seen)"
echo "seen: coordinate-parser $(tail -1 seen)"
[ "$(head -1 seen)" = '[[21.592,105.844],[21.986,5.134],[21.083,105.133],[21.593,105.844]]' ]
[ "$(tail -1 seen)" = '[[21.59,105.84],[21.417,106.25],[119.8,245.7]]' ]
env/bin/python - <<'PYTHON'
from geopy.point import Point
assert tuple(Point("21.59 105.84"))[:2] == (21.59, 105.84)
try:
    Point("21,25 105,75")
    raise SystemExit("geopy reads commas now")
except ValueError as error:
    print("seen: geopy", error)
PYTHON
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: pyjstat writes a table of unit, year and points as JSON-stat, the format of statistical offices for open tables, so that
# each point stands at its unit and year, whatever the order of the rows; a unit without a year is empty there, and a row given
# twice is refused. (The order of rows was taken for granted, not written down; met while looking at gaps.)
# What happens: the points are laid down in the order of the rows, and read in the order of the cells. A whole table sorted by year
# says of Chu Hương's points of 2018 that they are those of Tân Sơn of 2019, and comes back so from pyjstat and from jsonstat-toolkit.
# Where a unit lacks a year, every point behind the gap moves up: pyjstat writes it without a word and cannot read it itself, and
# jsonstat-toolkit shows the points of one unit at another.
# Why it matters: results of several years are published as open data from a table that came from a query. Each number is a real
# one, at another office. It has to be sorted by its dimensions, in the order of their first appearance, with all gaps filled.
# Versions: pyjstat 2.4.0, pandas 2.3.3, jsonstat-toolkit 2.2.2.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyjstat==2.4.0 pandas==2.3.3
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . jsonstat-toolkit@2.2.2
echo 'versions: pyjstat==2.4.0 pandas==2.3.3 jsonstat-toolkit@2.2.2'
echo 'guess: each point at its unit and year'
cat > run.py <<'PYTHON'
import pandas as pd
from pyjstat import pyjstat

def written(name, rows):
    text = pyjstat.Dataset.read(pd.DataFrame(rows, columns=["unit", "year", "value"])).write()
    open(name, "w").write(text)
    return text

whole = [("Tân Sơn", "2018", 61), ("Chu Hương", "2018", 72), ("Tân Sơn", "2019", 83), ("Chu Hương", "2019", 94)]
back = pyjstat.Dataset.read(written("whole.json", whole)).write("dataframe")
seen = {(unit, year): int(points) for unit, year, points in back.itertuples(index=False)}
print("seen: pyjstat", seen)
assert seen[("Tân Sơn", "2019")] == 72 and seen[("Chu Hương", "2018")] == 83
in_order = pyjstat.Dataset.read(written("sorted.json", sorted(whole, key=lambda row: row[0] != "Tân Sơn"))).write("dataframe")
assert {(u, y): int(p) for u, y, p in in_order.itertuples(index=False)} == {(u, y): p for u, y, p in whole}
gap = [("Tân Sơn", "2019", 83), ("Chu Hương", "2019", 94), ("Chu Hương", "2018", 72), ("Bình Văn", "2018", 55)]
text = written("gap.json", gap)
try:
    pyjstat.Dataset.read(text).write("dataframe")
    raise SystemExit("read what it could not read before")
except IndexError:
    print("seen: what pyjstat wrote of a table with a gap it cannot read")
PYTHON
env/bin/python -W ignore run.py
cat > run.js <<'NODE'
const JSONstat = require("jsonstat-toolkit");
const at = (file, unit, year) => JSONstat(require(file)).Data({ unit, year }).value;
console.log(JSON.stringify([at("./whole.json", "Tân Sơn", "2019"), at("./whole.json", "Chu Hương", "2018"),
  at("./gap.json", "Chu Hương", "2019"), at("./gap.json", "Chu Hương", "2018"), at("./gap.json", "Bình Văn", "2018") ?? null]));
NODE
seen=$(node run.js)
echo "seen: jsonstat-toolkit $seen"
[ "$seen" = '[72,83,72,55,null]' ]
echo 'the guess missed, as recorded'

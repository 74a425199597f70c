#!/usr/bin/env bash
# Guessed: points with a decimal comma (62,62 and 85,5) are inferred as text or as numbers. (Not guessed further: the
# type was met while looking at codes, of which it was guessed rightly that they become whole numbers.)
# What happens: the column is a geopoint, and 62,62 is read as longitude 62 and latitude 62; the file counts as valid.
# One value in the sample that is no place on earth, as 45,95, and the column is text; the same value or a plain 62
# past the sample of 100 rows is an error of type.
# Why it matters: every survey of a Vietnamese office has such a column of points. What type it gets, and whether the
# file is valid, depends on the points that the units got. The schema has to be given.
# Versions: frictionless 5.21.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check frictionless==5.21.0
echo 'versions: frictionless==5.21.0'
echo 'guess: text or number'
env/bin/python - <<'PYTHON'
from frictionless import Resource, describe, validate
def looked(name, points):
    with open(name, "w") as file:
        file.write("don_vi;diem\n" + "".join(f"U{at};{point}\n" for at, point in enumerate(points)))
    kind = {field.name: field.type for field in describe(name).schema.fields}["diem"]
    cells = [row["diem"] for row in Resource(name).extract()[name.removesuffix(".csv")]][:2]
    cells = [cell if isinstance(cell, str) else [float(part) for part in cell] for cell in cells]
    return kind, cells, validate(name).flatten(["rowNumber", "type"])
some, north = looked("some.csv", ["62,62", "85,5"]), looked("north.csv", ["62,62", "45,95"])
late = looked("late.csv", ["62,62"] * 200 + ["45,95", "62"])
print("seen:", some, north, late, sep="\n  ")
assert some == ("geopoint", [[62, 62], [85, 5]], [])
assert north == ("string", ["62,62", "45,95"], [])
assert late[0] == "geopoint" and late[2] == [[202, "type-error"], [203, "type-error"]]
PYTHON
echo 'the guess missed, as recorded'

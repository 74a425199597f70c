#!/usr/bin/env bash
# Guessed: a CSV column of grades, where every cell is the letter T (Tốt), is text.
# What happens: a column of nothing but T is BOOLEAN and every T is read as true; with one K (Khá) in it the same
# column is text. Y and C stay text.
# Why it matters: the type of a grade depends on how good the units were: the file of a district where all are good
# holds true, the next one letters, and a condition muc = 'T' no longer means the same in both.
# Versions: duckdb 2.0.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1
echo 'versions: duckdb==2.0.1'
echo 'guess: the column is VARCHAR in each file'
env/bin/python - <<'PYTHON'
import duckdb
def read(*grades):
    with open("a.csv", "w") as file:
        file.write("xa,muc\n" + "".join(f"X{at},{grade}\n" for at, grade in enumerate(grades)))
    found = duckdb.sql("select muc from 'a.csv'")
    return str(found.types[0]), [row[0] for row in found.fetchall()]
good, mixed, other = read("T", "T"), read("T", "K"), read("C", "C")
print("seen:", good, mixed, other)
assert good == ("BOOLEAN", [True, True])
assert mixed == ("VARCHAR", ["T", "K"]) and other == ("VARCHAR", ["C", "C"])
PYTHON
echo 'the guess missed, as recorded'

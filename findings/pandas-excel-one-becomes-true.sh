#!/usr/bin/env bash
# Guessed: in a column of mixed cells each cell keeps its value: TRUE comes as True and 1 as 1. (Taken for granted, not
# written down; met while looking at something else. For the other order it was then guessed rightly.)
# What happens: once a TRUE was seen in a column that also holds text, every later number 1 comes as True; after a 1,
# every TRUE comes as 1; 0 and FALSE likewise. dtype=str does not help: the number 1 is the text "True".
# Why it matters: answers typed by several people hold 1, TRUE and "có" in one column; what they typed cannot be told
# from what pandas gives, and it depends on who came first.
# Versions: pandas 2.3.3, numpy 2.4.6, openpyxl 3.1.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==2.3.3 numpy==2.4.6 openpyxl==3.1.5
echo 'versions: pandas==2.3.3 numpy==2.4.6 openpyxl==3.1.5'
echo 'guess: each cell keeps its value'
env/bin/python - <<'PYTHON'
import openpyxl, pandas
def read(*values, **options):
    book = openpyxl.Workbook()
    for value in ["q", *values]:
        book.active.append([value])
    book.save("a.xlsx")
    assert [row[0].value for row in openpyxl.load_workbook("a.xlsx").active.rows][1:] == list(values)
    return [repr(value) for value in pandas.read_excel("a.xlsx", **options).q]
first, last = read("có", True, 1, 5, 1), read("có", 1, True, 5, True)
text = read("có", True, 1, 5, dtype=str)
print("seen:", first, last, text)
assert first == ["'có'", "True", "True", "5", "True"]
assert last == ["'có'", "1", "1", "5", "1"]
assert text == ["'có'", "'True'", "'True'", "'5'"]
PYTHON
echo 'the guess missed, as recorded'

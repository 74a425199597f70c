#!/usr/bin/env bash
# Guessed: where a column of an .xlsx holds numbers and, late, a text, polars.read_excel makes the column text or fails.
# What happens: the type is judged by the first 100 rows; a text after them becomes null, without error or warning.
# A text within them makes the whole column text. With infer_schema_length=None all rows are judged.
# Why it matters: "vắng mặt", or a number typed with a decimal comma, in the 1,000th ballot is gone, and counts as not
# answered. That a file came through says nothing.
# Versions: polars 2.1.0, fastexcel 0.21.0, openpyxl 3.1.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5
echo 'versions: polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5'
echo 'guess: the column is text, or an error'
env/bin/python -W error - <<'PYTHON'
import openpyxl, polars
def read(before, **options):
    book = openpyxl.Workbook()
    book.active.append(["phieu", "diem"])
    for at, value in enumerate([2.5] * before + ["vắng mặt", "1,5"]):
        book.active.append([at, value])
    book.save("a.xlsx")
    column = polars.read_excel("a.xlsx", **options)["diem"]
    return str(column.dtype), column.to_list()[-3:]
late, early, asked = read(100), read(99), read(100, infer_schema_length=None)
print("seen:", late, "early:", early, "asked:", asked, sep="\n  ")
assert late == ("Float64", [2.5, None, None])
assert early == asked == ("String", ["2.5", "vắng mặt", "1,5"])
PYTHON
echo 'the guess missed, as recorded'

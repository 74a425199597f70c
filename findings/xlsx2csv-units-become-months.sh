#!/usr/bin/env bash
# Guessed: xlsx2csv writes 5 for a cell of 5 with the number format 0" hồ sơ", and a date for "Ngày "dd" tháng "mm.
# What happens: letters inside the quotes of a format are read as parts of a date, and the pattern is printed instead
# of the number: 0" hồ sơ" gives the text 0" 12ồ sơ" whatever the number is. Dates get quotes and 12 inside tháng.
# openpyxl reads the same cells rightly.
# Why it matters: units in the format (hồ sơ, điểm, ngày, tháng) are how such sheets are made. The number is not in the
# CSV at all, and nothing says so.
# Versions: xlsx2csv 0.8.6, openpyxl 3.1.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
echo 'versions: xlsx2csv==0.8.6 openpyxl==3.1.5'
echo 'guess: 5, 7.25 and 12 are written, and a readable date'
env/bin/python - <<'PYTHON'
import csv, datetime, io, subprocess, openpyxl
cells = [
    (5, '0" hồ sơ"', '0" 12ồ sơ"'),
    (7, '0" hồ sơ"', '0" 12ồ sơ"'),
    (7.25, '0.00" điểm"', '0.00" điể01"'),
    (12, '0" ngày"', '0" ngày"'),
    (datetime.date(2019, 3, 2), '"Ngày "dd" tháng "mm" năm "yyyy', '"ngày "02" t12áng "03" nă03 "2019'),
]
book = openpyxl.Workbook()
for value, form, _ in cells:
    book.active.append([value])
    book.active.cell(book.active.max_row, 1).number_format = form
book.save("a.xlsx")
read = [row[0].value for row in openpyxl.load_workbook("a.xlsx").active.rows]
text = subprocess.run(["env/bin/xlsx2csv", "a.xlsx"], check=True, capture_output=True, text=True).stdout
seen = [row[0] for row in csv.reader(io.StringIO(text))]
print("openpyxl:", [str(value) for value in read], "\nseen:", seen)
assert read == [5, 7, 7.25, 12, datetime.datetime(2019, 3, 2)]
assert seen == [kept for _, _, kept in cells]
PYTHON
echo 'the guess missed, as recorded'

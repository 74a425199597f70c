#!/usr/bin/env bash
# Guessed: a cell that the .xlsx holds as text stays text in pandas.read_excel: a workbook has types, unlike a CSV.
# What happens: text cells are read once more as if they came from a CSV: the texts 001 and 002 become 1 and 2, 1.10
# becomes 1.1, with openpyxl and with calamine. polars keeps the texts.
# Why it matters: codes are stored as text on purpose, and it does not help: communes lose their zeros, criterion 1.10
# becomes 1.1. Readers need dtype=str for codes, from .xlsx too.
# Versions: pandas 2.3.3, numpy 2.4.6, openpyxl 3.1.5, python-calamine 0.9.1, polars 2.1.0, fastexcel 0.21.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='pandas==2.3.3 numpy==2.4.6 openpyxl==3.1.5 python-calamine==0.9.1 polars==2.1.0 fastexcel==0.21.0'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: $pins"
echo 'guess: 001 and 1.10 stay text'
env/bin/python - <<'PYTHON'
import openpyxl, pandas, polars
book = openpyxl.Workbook()
for row in [["xa", "tieu_chi"], ["001", "1.10"], ["002", "2.3"]]:
    book.active.append(row)
assert all(cell.data_type == "s" for row in book.active.rows for cell in row)
book.save("a.xlsx")
for engine in ["openpyxl", "calamine"]:
    seen = pandas.read_excel("a.xlsx", engine=engine)
    print("seen:", engine, seen.to_dict("list"))
    assert seen.xa.tolist() == [1, 2] and seen.tieu_chi.tolist() == [1.1, 2.3]
kept = polars.read_excel("a.xlsx").to_dict(as_series=False)
print("polars:", kept)
assert kept == {"xa": ["001", "002"], "tieu_chi": ["1.10", "2.3"]}
PYTHON
echo 'the guess missed, as recorded'

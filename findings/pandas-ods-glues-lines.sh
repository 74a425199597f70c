#!/usr/bin/env bash
# Guessed: two lines in a cell of an .ods come as two lines from pandas.read_excel, with each engine.
# What happens: the engine odf puts the lines together without anything between: "Đường xấu" and "Cán bộ tốt" become
# "Đường xấuCán bộ tốt". The engine calamine keeps them apart.
# Why it matters: open answers have lines, and LibreOffice is what many offices have. Words are glued, so counts of
# words and searches miss, and two people who name different engines get different texts of one file.
# Versions: pandas 2.3.3, numpy 2.4.6, odfpy 1.4.1, python-calamine 0.9.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='pandas==2.3.3 numpy==2.4.6 odfpy==1.4.1 python-calamine==0.9.1'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: $pins"
echo 'guess: two lines with both engines'
env/bin/python - <<'PYTHON'
import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
document, table = OpenDocumentSpreadsheet(), Table(name="a")
document.spreadsheet.addElement(table)
for lines in [["y_kien"], ["Đường xấu", "Cán bộ tốt"]]:
    row, cell = TableRow(), TableCell(valuetype="string")
    for line in lines:
        cell.addElement(P(text=line))
    row.addElement(cell)
    table.addElement(row)
document.save("a.ods")
seen = {engine: pandas.read_excel("a.ods", engine=engine).y_kien.tolist() for engine in ["odf", "calamine"]}
print("seen:", seen)
assert seen == {"odf": ["Đường xấuCán bộ tốt"], "calamine": ["Đường xấu\nCán bộ tốt"]}
PYTHON
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: tablib takes the value that a cell of an .ods holds, 1000 or 0.333333, however it is shown.
# What happens: it takes the text that is shown and reads it as an English number: 1000 shown as 1.000 is 1.0, and
# 0.333333 shown as 0.33 is 0.33. A percentage comes as the text "60%", a date as a date. 62.5 shown as 62,50 is an
# error, which at least is seen. odfdo takes the values.
# Why it matters: with Vietnamese settings LibreOffice shows thousands with a point. Counts of dossiers from 1,000 to
# 999,999 become a thousandth, those below are right, and sums of rounded shares are of what was shown.
# Versions: tablib 3.10.0, odfpy 1.4.1, odfdo 3.27.3.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check 'tablib[ods]==3.10.0' odfpy==1.4.1 odfdo==3.27.3
echo 'versions: tablib==3.10.0 odfpy==1.4.1 odfdo==3.27.3'
echo 'guess: 950, 1000, 0.333333, 0.6'
env/bin/python - <<'PYTHON'
import odfdo, tablib
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
book, sheet = OpenDocumentSpreadsheet(), Table(name="a")
rows = [("float", 950, "950"), ("float", 1000, "1.000"), ("float", 0.333333, "0.33"), ("percentage", 0.6, "60%")]
for kind, value, shown in [("string", None, "so")] + rows:
    row = TableRow()
    cell = TableCell(valuetype=kind) if value is None else TableCell(valuetype=kind, value=str(value))
    cell.addElement(P(text=shown))
    row.addElement(cell)
    sheet.addElement(row)
book.spreadsheet.addElement(sheet)
book.save("a.ods")
seen = tablib.Dataset().load(open("a.ods", "rb").read(), format="ods")["so"]
held = [float(row[0]) for row in list(odfdo.Document("a.ods").body.tables[0].iter_values())[1:]]
print("seen:", seen, "held:", held)
assert seen == [950.0, 1.0, 0.33, "60%"] and held == [950.0, 1000.0, 0.333333, 0.6]
PYTHON
echo 'the guess missed, as recorded'

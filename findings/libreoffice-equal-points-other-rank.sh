#!/usr/bin/env bash
# Guessed: where LibreOffice Calc says that two cells are equal (=A1=A2 is TRUE for 1.1+2.2 and 3.3; it looks at fifteen digits), RANK gives
# both the same rank, and VLOOKUP of points that are >= the bound of a class gives that class. (Written down for cells; bounds in the formula were met on the way.)
# What happens: equality, >=, IF, COUNTIF, INT, and VLOOKUP among cells look at fifteen digits; RANK, and VLOOKUP, LOOKUP and MATCH among
# bounds that stand in the formula itself, look at all. Two offices with equal points are first and second. 4.35*100 is >= 435, INT gives
# 435, VLOOKUP puts it into the class from 435 where the bounds are in cells, and into the class below where they are in the formula.
# Why it matters: provinces rank and class their offices in such a workbook, from sums and products of points with decimals. What is shown,
# and each check by = and >=, says equal; the published rank and class say otherwise. ROUND has to stand around every sum that is ranked.
# Versions: libreoffice-calc-nogui 7.4.7 of Debian 12, openpyxl 3.1.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 HOME=$work
dpkg -s libreoffice-calc-nogui > installed 2>&1 || apt-get install -qq --no-install-recommends libreoffice-calc-nogui > installed 2>&1
dpkg-query -W -f '${Version}' libreoffice-calc-nogui | grep -q '^4:7\.4\.7-'
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5
echo 'versions: libreoffice-calc-nogui=7.4.7 (Debian 12) openpyxl==3.1.5'
echo 'guess: equal points have one rank, and the class whose bound they reach'
cat > write.py <<'PYTHON'
import openpyxl
book = openpyxl.Workbook()
sheet = book.active
for at, cell in {"A1": "=1.1+2.2", "A2": 3.3, "B1": "=4.35*100", "C1": 0, "C2": 435, "D1": "below", "D2": "good"}.items():
    sheet[at] = cell
asked = ["A1=A2", "COUNTIF(A1:A2,A2)", "RANK(A1,A1:A2)", "RANK(A2,A1:A2)", "RANK(ROUND(A1,2),A1:A2)",
         "B1>=C2", "INT(B1)", "IF(B1>=C2,D2,D1)", "VLOOKUP(B1,C1:D2,2)", 'VLOOKUP(B1,{0,"below";435,"good"},2)',
         'LOOKUP(B1,{0,435},{"below","good"})', 'LOOKUP(ROUND(B1,2),{0,435},{"below","good"})']
for row, formula in enumerate(asked, 1):
    sheet.cell(row, 5, "=" + formula)
book.save("points.xlsx")
PYTHON
env/bin/python write.py
timeout 300 soffice --headless --convert-to csv points.xlsx > said 2>&1 < /dev/null
seen=$(cut -d, -f5 points.csv | paste -sd ' ')
echo "seen: $seen"
[ "$seen" = 'TRUE 2 1 2 2 TRUE 435 good good below below good' ]
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: a whole number that a double holds exactly is in the file as it was given: the reader keeps all digits of
# what stands in a cell. (Guessed for 12345678901234568, which a double holds; that 1234567890123457 with one digit
# less comes back was guessed as well, and rightly.)
# What happens: openpyxl writes numbers with 16 significant digits (%.16g). 12345678901234568 is in the file as
# 1.234567890123457e+16, and comes back as 12345678901234570, another number and a float; saving a workbook that holds
# the right digits changes them, without a word.
# Why it matters: long numbers of codes and records differ after a file was merely opened and saved by a script, and
# the number that was meant may be somebody else's.
# Versions: openpyxl 3.1.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5
echo 'versions: openpyxl==3.1.5'
echo 'guess: what a double holds exactly is in the file as it was given'
env/bin/python - <<'PYTHON'
import io, zipfile, openpyxl
def saved(value):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = value
    book.save(file)
    return file
def sheet(file):
    return zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
long = 12345678901234568
assert int(float(long)) == long
assert openpyxl.load_workbook(saved(1234567890123457)).active["A1"].value == 1234567890123457
# The same file with all digits of the number in it.
whole, file = io.BytesIO(), saved(7)
with zipfile.ZipFile(whole, "w") as out:
    for name in zipfile.ZipFile(file).namelist():
        part = zipfile.ZipFile(file).read(name)
        out.writestr(name, part.replace(b"<v>7</v>", b"<v>%d</v>" % long))
book, again = openpyxl.load_workbook(whole), io.BytesIO()
held = book.active["A1"].value
book.save(again)
came = openpyxl.load_workbook(again).active["A1"].value
print("seen:", held, "saved as", sheet(again).split("<v>")[1].split("</v>")[0], "and read as", came)
assert held == long
assert "<v>1.234567890123457e+16</v>" in sheet(again)
assert came != long and int(came) == 12345678901234570
PYTHON
echo 'the guess missed, as recorded'

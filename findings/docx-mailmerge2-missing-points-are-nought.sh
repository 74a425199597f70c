#!/usr/bin/env bash
# Guessed: where a letter to each office has a field for points, docx-mailmerge2 leaves it empty for an office without points, and with the
# number format \# "0,0", as people whose decimal sign is the comma write it, prints 62,5. (The format was met on the way, not written down.)
# What happens: without points (None) a field with a number format prints a number: 0.00, or 00; a field without one is empty. The comma is
# taken for the sign of thousands wherever the letter was made: by "0,0" 62.5 is printed as 62, by "0,00" as 062, and by
# "#.##0,00" as 62.50000. No error, no warning.
# Why it matters: twenty-seven letters are made from one table and signed as they come. An office that was not judged is told 0.00 points,
# and one with 62,5 is told 62. The format has to go from the field, and the value to be given as text, ready to be read.
# Versions: docx-mailmerge2 1.0.3, python-docx 1.2.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0
echo 'versions: docx-mailmerge2==1.0.3 python-docx==1.2.0'
echo 'guess: nothing for nothing, and 62,5 by "0,0"'
env/bin/python -W error - <<'PYTHON'
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from mailmerge import MailMerge

def printed(form, points):
    letter = Document()
    field = f"<w:fldSimple {nsdecls('w')} w:instr=' MERGEFIELD points {form} '><w:r><w:t>points</w:t></w:r></w:fldSimple>"
    letter.add_paragraph()._p.append(parse_xml(field))
    letter.save("letter.docx")
    with MailMerge("letter.docx") as merge:
        merge.merge(points=points)
        merge.write("merged.docx")
    return "".join(text.text or "" for text in Document("merged.docx").paragraphs[0]._p.iter() if text.tag.endswith("}t"))

number = {form: [printed(f'\\# "{form}"', points) for points in (62.5, None)] for form in ("0.00", "0,0", "0,00", "#.##0,00")}
print("seen:", number)
assert number == {"0.00": ["62.50", "0.00"], "0,0": ["62", "00"], "0,00": ["062", "000"], "#.##0,00": ["62.50000", "0.00000"]}
assert printed("", None) == "" and printed("", "62,5") == "62,5"
PYTHON
echo 'the guess missed, as recorded'

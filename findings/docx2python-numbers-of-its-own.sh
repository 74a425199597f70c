#!/usr/bin/env bash
# Guessed: docx2python, which writes out the numbers that Word counts, writes those the reader sees: 1.1. and 1.2. where the
# document has criteria of two levels, Điều 5. where the list has that.
# What happens: a level has its own count alone and a bracket: 1.1. is "1)", 1.2. is "2)", "Điều 5." is "5)". A list that is
# set to begin at 7 is numbered from 5, where the one before it began, and a paragraph that has its number from
# its style has none. No warning.
# Why it matters: points and remarks are joined to criteria by those numbers. In the text criterion 1.2 bears the number of
# criterion 2, a decision has an article 5 twice and no 7, and nothing shows that numbers were made up.
# Versions: docx2python 3.7.1, python-docx 1.2.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0
echo 'versions: docx2python==3.7.1 python-docx==1.2.0'
echo 'guess: the numbers are those of the document, or there are none'
env/bin/python - <<'PYTHON'
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python
def xml(text):
    return parse_xml(text.replace(">", f" {nsdecls('w')}>", 1))
def level(depth, shown, start=1, style=""):
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/>{style}<w:lvlText w:val="{shown}"/></w:lvl>'
def numbered(element, key, depth):
    number = element.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = depth
    number.get_or_add_numId().val = key
document = Document()
numbering = document.part.numbering_part.element
criteria = level(0, "%1.") + level(1, "%1.%2.")
parts = level(0, "Phần %1.", style='<w:pStyle w:val="Heading1"/>')
for key, levels in [(90, criteria), (91, level(0, "Điều %1.", start=5)), (93, parts)]:
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'))
later = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
for key, of, override in [(90, 90, ""), (91, 91, ""), (92, 91, later), (93, 93, "")]:
    numbering.append(xml(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'))
numbered(document.styles["Heading 1"].element, 93, 0)
document.add_paragraph("is Phần 1.", style="Heading 1")
lines = [("1.", 90, 0), ("1.1.", 90, 1), ("1.2.", 90, 1), ("2.", 90, 0), ("2.1.", 90, 1)]
lines += [("Điều 5.", 91, 0), ("Điều 6.", 91, 0), ("Điều 7.", 92, 0), ("Điều 8.", 92, 0)]
for shown, key, depth in lines:
    numbered(document.add_paragraph("is " + shown)._p, key, depth)
document.save("criteria.docx")
with docx2python("criteria.docx") as read:
    seen = [line.strip().replace("\t", " ") for line in read.text.split("\n") if line.strip()]
for line in seen:
    print("seen:", line)
assert seen == [
    "is Phần 1.", "1) is 1.", "1) is 1.1.", "2) is 1.2.", "2) is 2.", "1) is 2.1.",
    "5) is Điều 5.", "6) is Điều 6.", "5) is Điều 7.", "6) is Điều 8.",
]
PYTHON
echo 'the guess missed, as recorded'

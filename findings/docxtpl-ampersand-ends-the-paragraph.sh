#!/usr/bin/env bash
# Guessed: docxtpl puts "Sở TN&MT" and "điểm < 5" into a document as they are, or refuses what is not allowed in XML.
# What happens: of "Sở TN&MT; hạng 3." the document has "Sở TN hạng 3.": the & and the letters up to the next semicolon
# are gone. Of "Phòng <A> tốt" it has "Phòng ", and what follows in the paragraph is gone too; of "<5" the sign alone.
# No error. With render(…, autoescape=True) all are whole.
# Why it matters: names of offices (Sở TN&MT) and limits (< 5 %) are in every report. The document opens, looks
# finished, and lacks the rest of a sentence, in those rows only that have the sign.
# Versions: docxtpl 0.20.2, python-docx 1.2.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0
echo 'versions: docxtpl==0.20.2 python-docx==1.2.0'
echo 'guess: the values are whole, or an error'
env/bin/python - <<'PYTHON'
from docx import Document
from docxtpl import DocxTemplate
def rendered(value, **options):
    document = Document()
    document.add_paragraph("Đơn vị {{ value }}; hạng 3.")
    document.save("template.docx")
    template = DocxTemplate("template.docx")
    template.render({"value": value}, **options)
    template.save("report.docx")
    return Document("report.docx").paragraphs[0].text
values = ["Sở TN&MT", "Phòng <A> tốt", "điểm <5"]
plain = [rendered(value) for value in values]
print("seen:", plain)
assert plain == ["Đơn vị Sở TN hạng 3.", "Đơn vị Phòng ", "Đơn vị điểm 5; hạng 3."]
assert [rendered(value, autoescape=True) for value in values] == [f"Đơn vị {value}; hạng 3." for value in values]
PYTHON
echo 'the guess missed, as recorded'

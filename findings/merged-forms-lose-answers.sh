#!/usr/bin/env bash
# Guessed: two filled copies of a PDF form, merged, show both answers and have both in their fields, with each of the
# programs that merge.
# What happens: mutool merge leaves the fields out with what stands in them: the pages are as blank as the form. pypdf and
# pdf-lib show both; but in the fields of pypdf's file is one answer, the last, and pdf-lib's file has no fields. qpdf has
# both, the second under another name, and so has pypdf after add_form_topname. No error or warning.
# Why it matters: forms that units filled are put into one file to print, to sign or to keep. The form is the same, so the
# names of the fields are; whoever reads the points from that file reads one unit, and whoever prints it may see none.
# Versions: mupdf-tools 1.21.1+ds2-1+deb12u1, qpdf 11.3.0-1+deb12u1 and poppler-utils 22.12.0-2+deb12u3 of Debian 12;
# pypdf 7.1.1, reportlab 5.1.0, pdf-lib 1.17.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
dpkg -s mupdf-tools qpdf poppler-utils > installed 2>&1 || apt-get install -qq --no-install-recommends mupdf-tools qpdf poppler-utils > installed 2>&1
[ "$(dpkg-query -W -f '${Version} ' mupdf-tools qpdf)" = '1.21.1+ds2-1+deb12u1 11.3.0-1+deb12u1 ' ]
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 reportlab==5.1.0 pillow==13.0.0 charset-normalizer==3.5.3
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . pdf-lib@1.17.1
echo 'versions: mupdf-tools=1.21.1 qpdf=11.3.0 (Debian 12) pypdf==7.1.1 pdf-lib@1.17.1'
echo 'guess: both answers are shown and are in the fields, whatever merges'
cat > fill.py <<'PYTHON'
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas
form = Canvas("form.pdf")
form.drawString(50, 780, "Points")
form.acroForm.textfield(name="points", x=50, y=700, width=200, height=20)
form.save()
for unit, points in [("a", "62.5"), ("b", "85")]:
    filled = PdfWriter(clone_from="form.pdf")
    filled.update_page_form_field_values(filled.pages[0], {"points": points})
    filled.write(f"{unit}.pdf")
PYTHON
env/bin/python fill.py
mutool merge -o mutool.pdf a.pdf b.pdf
qpdf --empty --pages a.pdf b.pdf -- qpdf.pdf
cat > merge.js <<'NODE'
const { readFileSync, writeFileSync } = require("fs"), { PDFDocument } = require("pdf-lib");
(async () => {
  const merged = await PDFDocument.create();
  for (const name of ["a.pdf", "b.pdf"]) {
    const filled = await PDFDocument.load(readFileSync(name));
    for (const page of await merged.copyPages(filled, filled.getPageIndices())) merged.addPage(page);
  }
  writeFileSync("pdf-lib.pdf", await merged.save());
})();
NODE
node merge.js
env/bin/python -W error - <<'PYTHON'
import subprocess
from pypdf import PdfReader, PdfWriter
def merged(path, *readers):
    writer = PdfWriter()
    for reader in readers:
        writer.append(reader)
    writer.write(path)
merged("pypdf.pdf", "a.pdf", "b.pdf")
readers = [PdfReader("a.pdf"), PdfReader("b.pdf")]
for unit, reader in zip("ab", readers):
    reader.add_form_topname(unit)
merged("named.pdf", *readers)
def seen(name):
    text = subprocess.run(["pdftotext", name, "-"], check=True, capture_output=True, text=True).stdout
    fields = PdfReader(name).get_fields() or {}
    return [shown for shown in text.split() if shown != "Points"], [field["/V"] for field in fields.values() if "/V" in field]
both = ["62.5", "85"]
for name, expected in [("mutool", ([], [])), ("pypdf", (both, ["85"])), ("pdf-lib", (both, [])), ("qpdf", (both, both)), ("named", (both, both))]:
    print("seen:", name, "shown and in the fields", seen(name + ".pdf"))
    assert seen(name + ".pdf") == expected
PYTHON
echo 'the guess missed, as recorded'

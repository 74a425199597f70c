#!/usr/bin/env bash
# Guessed: what LibreOffice writes as plain text or PDF of a .docx with tracked changes is the text as changed: "Điểm: 65"
# where 62,5 was struck out and 65 put in.
# What happens: both are written without anything between: "Điểm: 62,565". In the PDF the old one is struck out by a line,
# which no search sees; in the text nothing tells them apart. Hidden text is in the plain text too, and not in the PDF.
# Why it matters: minutes and explanations go round with tracked changes, and this converter is how a server reads them.
# A point becomes another number, with three places and more than any maximum or, for 8 and 5, just 85.
# Versions: libreoffice-writer-nogui 7.4.7 and poppler-utils 22.12.0 of Debian 12; python-docx 1.2.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 HOME=$work
for package in libreoffice-writer-nogui poppler-utils; do
  dpkg -s $package > installed 2>&1 || apt-get install -qq --no-install-recommends $package > installed 2>&1
done
dpkg-query -W -f '${Version}' libreoffice-writer-nogui | grep -q '^4:7\.4\.7-'
dpkg-query -W -f '${Version}' poppler-utils | grep -q '^22\.12\.0-'
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0
echo 'versions: libreoffice-writer-nogui=7.4.7 poppler-utils=22.12.0 (Debian 12) python-docx==1.2.0'
echo 'guess: Điểm: 65'
cat > write.py <<'PYTHON'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
def change(kind, text_kind, text):
    return parse_xml(f'<w:{kind} {nsdecls("w")} w:id="1" w:author="a" w:date="2019-03-02T00:00:00Z"><w:r>'
                     f'<w:{text_kind}>{text}</w:{text_kind}></w:r></w:{kind}>')
document = docx.Document()
for old, new in [("62,5", "65"), ("8", "5")]:
    line = document.add_paragraph("Điểm: ")._p
    line.append(change("del", "delText", old))
    line.append(change("ins", "t", new))
document.add_paragraph("Ghi chú").add_run(" (bỏ)").font.hidden = True
document.save("a.docx")
PYTHON
env/bin/python write.py
for filter in 'txt:Text (encoded):UTF8' pdf; do timeout 300 soffice --headless --convert-to "$filter" a.docx > converted 2>&1; done
pdftotext -layout a.pdf b.txt
for file in a b; do sed 's,\f,,; s,\xEF\xBB\xBF,,' $file.txt | grep . > c && mv c $file.txt; done
echo 'seen as text:' && cat a.txt && echo 'seen in the PDF:' && cat b.txt
[ "$(paste -sd/ a.txt)" = 'Điểm: 62,565/Điểm: 85/Ghi chú (bỏ)' ]
[ "$(paste -sd/ b.txt)" = 'Điểm: 62,565/Điểm: 85/Ghi chú' ]
echo 'the guess missed, as recorded'

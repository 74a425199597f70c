#!/usr/bin/env bash
# Guessed: soffice --convert-to ends with another status than 0 where it made no file, as of a .docx with a password; and
# of a file of no bytes it makes none. (The latter was taken for granted, not written down; met while looking.)
# What happens: the status is 0 with the password, and for a name that does not exist; there is a line on stderr and no
# PDF. Of empty.docx, a file of no bytes, it makes a PDF of one blank page, says so, and ends with 0.
# Why it matters: evidence that cannot be read, and evidence with nothing in it, are what a converter in the server would
# be asked to find. By its status all three are well, and the empty one even has a page to show. One has to look whether
# the file is there, and at the size of what went in.
# Versions: libreoffice-writer-nogui 7.4.7 and poppler-utils 22.12.0 of Debian 12; msoffcrypto-tool 6.1.0, python-docx
# 1.2.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 HOME=$work
for package in libreoffice-writer-nogui poppler-utils; do
  dpkg -s $package > installed 2>&1 || apt-get install -qq --no-install-recommends $package > installed 2>&1
done
dpkg-query -W -f '${Version}' libreoffice-writer-nogui | grep -q '^4:7\.4\.7-'
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check msoffcrypto-tool==6.1.0 python-docx==1.2.0
echo 'versions: libreoffice-writer-nogui=7.4.7 (Debian 12) msoffcrypto-tool==6.1.0 python-docx==1.2.0'
echo 'guess: the status is not 0 but for the plain one'
cat > write.py <<'PYTHON'
import docx
from msoffcrypto.format.ooxml import OOXMLFile
document = docx.Document()
document.add_paragraph("Báo cáo")
document.save("plain.docx")
with open("plain.docx", "rb") as plain, open("locked.docx", "wb") as locked:
    OOXMLFile(plain).encrypt("mat khau", locked)
open("empty.docx", "wb")
PYTHON
env/bin/python write.py
for name in plain locked absent empty; do
  status=0
  timeout 300 soffice --headless --convert-to pdf $name.docx > said 2>&1 < /dev/null || status=$?
  made=no && [ -e $name.pdf ] && made="pages $(pdfinfo $name.pdf | sed -n 's/^Pages: *//p')"
  echo "$name: status $status, PDF: $made" | tee -a seen
done
[ "$(cat seen | paste -sd/)" = 'plain: status 0, PDF: pages 1/locked: status 0, PDF: no/absent: status 0, PDF: no/empty: status 0, PDF: pages 1' ]
[ "$(pdftotext empty.pdf - | tr -d '\f\n')" = '' ]
echo 'the guess missed, as recorded'

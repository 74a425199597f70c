#!/usr/bin/env bash
# Guessed: a document in Times New Roman that LibreOffice makes a PDF of, with the fonts of the package fonts-liberation,
# can be searched for "thẩm định" by whatever reads PDFs.
# What happens: the font has â ê ô đ and none of the letters with a second mark, nor ơ and ư. They are taken one by one
# from another font, which looks well in print. pypdf, PyMuPDF, pdfminer.six and pdf.js (the viewer of Firefox) then read
# "huy n Ngân S n", with the letters that came from the other font after the end of the line: no word with one of them
# is found. pdftotext finds some. With the fonts of fonts-liberation2, of the same names, all is found by all.
# Why it matters: Times New Roman is the face that decrees ask for, and fonts-liberation comes with browsers and
# offices. A look at the page shows nothing; a search in an archive of decisions, or for a screen reader, finds nothing.
# Versions: libreoffice-writer-nogui 7.4.7, fonts-liberation 1:1.07.4-11, fonts-liberation2 2.1.5-1, fonts-noto-core
# 20201225-1 of Debian 12; python-docx 1.2.0, pypdf 7.1.1, PyMuPDF 2.0, pdfminer.six 20260107, unpdf 1.7.0 (pdf.js).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 HOME=$work
dpkg -s libreoffice-writer-nogui > installed 2>&1 ||
  apt-get install -qq --no-install-recommends libreoffice-writer-nogui > installed 2>&1
dpkg-query -W -f '${Version}' libreoffice-writer-nogui | grep -q '^4:7\.4\.7-'
mkdir packages old new
cd packages
apt-get download -qq fonts-liberation=1:1.07.4-11 fonts-liberation2=2.1.5-1 fonts-noto-core=20201225-1 2> /dev/null
cd ..
dpkg -x packages/fonts-liberation_*.deb old && dpkg -x packages/fonts-liberation2_*.deb new
dpkg -x packages/fonts-noto-core_*.deb noto
for fonts in old new; do
  cp noto/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf $fonts
  cat > $fonts.conf <<XML
<?xml version="1.0"?>
<fontconfig><dir>$work/$fonts</dir><cachedir>$work/cache-$fonts</cachedir></fontconfig>
XML
done
python3 -m venv env
pins='python-docx==1.2.0 pypdf==7.1.1 pymupdf==2.0 pdfminer.six==20260107'
env/bin/pip install --quiet --disable-pip-version-check $pins
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . unpdf@1.7.0
echo "versions: $pins unpdf@1.7.0, libreoffice-writer-nogui=7.4.7 fonts-liberation=1:1.07.4-11 fonts-liberation2=2.1.5-1"
echo 'guess: each word is found by each reader, with both fonts'
cat > write.py <<'PYTHON'
import docx
from docx.oxml.ns import qn
document = docx.Document()
faces = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
for key in list(faces.attrib):
    del faces.attrib[key]
for kind in ["ascii", "hAnsi", "cs", "eastAsia"]:
    faces.set(qn("w:" + kind), "Times New Roman")
document.add_paragraph("Ủy ban nhân dân huyện Ngân Sơn nộp hồ sơ trước hạn; điểm thẩm định của bộ phận một cửa là 62,5.")
document.save("a.docx")
PYTHON
env/bin/python write.py
cat > words.mjs <<'NODE'
import { readFileSync } from "fs";
import { extractText, getDocumentProxy } from "unpdf";
const { text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync("a.pdf"))), { mergePages: true });
process.stdout.write(text);
NODE
cat > words.py <<'PYTHON'
import pymupdf, pypdf, subprocess, sys
from pdfminer.high_level import extract_text
texts = {
    "pypdf": pypdf.PdfReader("a.pdf").pages[0].extract_text(),
    "PyMuPDF": pymupdf.open("a.pdf")[0].get_text(),
    "pdfminer.six": extract_text("a.pdf"),
    "pdf.js": subprocess.run(["node", "words.mjs"], check=True, capture_output=True, text=True).stdout,
}
words = ["huyện", "Sơn", "hồ sơ", "thẩm định", "một cửa"]
found = {reader: sum(word in text.replace("\n", " ") for word in words) for reader, text in texts.items()}
print("seen, of 5 words:", sys.argv[1], found, texts["pdf.js"][:60].replace("\n", " "))
assert all("nhân dân" in text for text in texts.values())
assert set(found.values()) == ({0} if sys.argv[1] == "fonts-liberation" else {5})
PYTHON
for fonts in old new; do
  FONTCONFIG_FILE=$work/$fonts.conf timeout 300 soffice --headless --convert-to pdf a.docx > converted 2>&1
  env/bin/python words.py $([ $fonts = old ] && echo fonts-liberation || echo fonts-liberation2)
done
echo 'the guess missed, as recorded'

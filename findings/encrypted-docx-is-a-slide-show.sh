#!/usr/bin/env bash
# Guessed: what tells files by their content says of a .docx with a password that it is encrypted, or an old container of
# Office, or that it does not know.
# What happens: filetype says application/vnd.ms-powerpoint, with the password on a .docx as on an .xlsx; magika says
# thumbsdb, image/vnd.ms-thumb, in which Windows keeps small pictures. file-type for JavaScript says application/x-cfb of
# the .docx, as guessed.
# Why it matters: evidence with a password has to be shown as such, since nobody can read it. A store that sniffs by
# these shows a slide show or a picture that does not open, and the flag "with a password" is never set.
# Versions: filetype 1.2.0, magika 1.0.3, msoffcrypto-tool 6.1.0, python-docx 1.2.0, openpyxl 3.1.5, file-type 21.3.4.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='filetype==1.2.0 magika==1.0.3 msoffcrypto-tool==6.1.0 python-docx==1.2.0 openpyxl==3.1.5'
env/bin/pip install --quiet --disable-pip-version-check $pins
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . file-type@21.3.4
echo "versions: $pins file-type@21.3.4"
echo 'guess: encrypted, an old container, or not known'
cat > make.py <<'PYTHON'
import docx, openpyxl
from msoffcrypto.format.ooxml import OOXMLFile
document = docx.Document()
for at in range(400):
    document.add_paragraph(f"Nội dung {at}: báo cáo tự chấm điểm, {at * 7919 % 1000} hồ sơ")
document.save("plain.docx")
book = openpyxl.Workbook()
for row in range(400):
    book.active.append([row, row * 7919 % 1000, "hồ sơ"])
book.save("plain.xlsx")
for kind in ["docx", "xlsx"]:
    with open(f"plain.{kind}", "rb") as plain, open(f"locked.{kind}", "wb") as locked:
        OOXMLFile(plain).encrypt("mat khau", locked)
PYTHON
env/bin/python make.py
cat > kinds.py <<'PYTHON'
import filetype, json
from magika import Magika
from pathlib import Path
names = ["plain.docx", "plain.xlsx", "locked.docx", "locked.xlsx"]
magika = Magika()
seen = {name: (filetype.guess_mime(name), (said := magika.identify_path(Path(name)).output).label, said.mime_type) for name in names}
print("seen:", json.dumps(seen, indent=1))
assert seen["locked.docx"] == seen["locked.xlsx"] == ("application/vnd.ms-powerpoint", "thumbsdb", "image/vnd.ms-thumb")
assert [seen[name][1] for name in names[:2]] == ["docx", "xlsx"]
assert seen["plain.docx"][0] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PYTHON
env/bin/python kinds.py
cat > kinds.mjs <<'NODE'
import assert from "assert";
import { fileTypeFromFile } from "file-type";
assert.strictEqual((await fileTypeFromFile("locked.docx")).mime, "application/x-cfb");
NODE
node kinds.mjs
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: a tagged PDF that says /Suspects false is, for pdfinfo, the same as one that leaves the entry out: false is what the
# standard takes where it is not there.
# What happens: pdfinfo calls false a syntax error, "Suspects object is wrong type (boolean)", and so it does with UserProperties;
# true and nothing are right. It goes on, shows what is true of the file, and ends with 0.
# Why it matters: papers that are filed for good are looked over by scripts, many of which take a word on standard error as a broken
# file; what they turn away is the paper whose maker took the trouble to say that its tags are in order.
# Versions: poppler 22.12.0 (pdfinfo, Debian 12); pikepdf 9.4.2 wrote the files.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
command -v pdfinfo > installed || apt-get install -qq --no-install-recommends poppler-utils > installed 2>&1
pdfinfo -v 2>&1 | grep -q 'version 22.12.0'
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pikepdf==9.4.2
echo 'versions: poppler 22.12.0, pikepdf 9.4.2'
echo 'guess: nothing on standard error'
cat > show.py <<'PY'
import subprocess

import pikepdf

SAID = {"Suspects": [True, False, None], "UserProperties": [True, False, None]}
WRONG = "Syntax Error: {} object is wrong type (boolean)"
for entry, values in SAID.items():
    for value in values:
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(595, 842))
        marks = {"/Marked": True} | ({} if value is None else {f"/{entry}": value})
        pdf.Root.MarkInfo = pikepdf.Dictionary(marks)
        pdf.save("paper.pdf")
        done = subprocess.run(["pdfinfo", "paper.pdf"], capture_output=True, text=True)
        shown = dict(line.split(":", 1) for line in done.stdout.splitlines())
        print("seen:", entry, value, "→", done.returncode, done.stderr.strip() or "nothing")
        assert done.returncode == 0 and shown["Tagged"].strip() == "yes"
        assert shown[entry].strip() == ("yes" if value else "no")
        assert done.stderr.strip() == (WRONG.format(entry) if value is False else "")
PY
python/bin/python show.py
echo 'the guess missed, as recorded'

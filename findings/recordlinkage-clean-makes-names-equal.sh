#!/usr/bin/env bash
# Guessed: clean of recordlinkage, meant for names before they are compared, makes them lower case and keeps the letters;
# names of two people stay different.
# What happens: each letter with a mark is cut out: "Nguyễn Văn Ước" and "Nguyễn Vân Ức" both become "nguyn vn c", "Lê
# Thị Ý" becomes "l th". With strip_accents="unicode" (or "ascii") the marks go and the letters stay, but for Đ: "Đặng"
# is "ang", as is "Ang". No warning.
# Why it matters: this is how a list of dossiers is matched with another, and how doubles are looked for. In Vietnamese
# the vowels carry marks, so what is left are consonants, and different people, or villages, are exact matches.
# Versions: recordlinkage 0.16, pandas 2.3.3, numpy 1.26.4.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check recordlinkage==0.16 pandas==2.3.3 numpy==1.26.4
echo 'versions: recordlinkage==0.16 pandas==2.3.3 numpy==1.26.4'
echo 'guess: nguyễn văn ước and nguyễn vân ức, or without marks'
env/bin/python - <<'PYTHON'
import pandas as pd
from recordlinkage.preprocessing import clean
names = pd.Series(["Nguyễn Văn Ước", "Nguyễn Vân Ức", "Lê Thị Ý", "Đặng Sơn", "Ang Sơn"])
seen = {strip: clean(names, strip_accents=strip).tolist() for strip in [None, "unicode", "ascii"]}
for strip, cleaned in seen.items():
    print("seen:", strip, cleaned)
assert seen[None] == ["nguyn vn c", "nguyn vn c", "l th", "ng sn", "ang sn"]
assert seen["unicode"] == seen["ascii"] == ["nguyen van uoc", "nguyen van uc", "le thi y", "ang son", "ang son"]
PYTHON
echo 'the guess missed, as recorded'

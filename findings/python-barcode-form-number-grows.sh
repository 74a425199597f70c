#!/usr/bin/env bash
# Guessed: what python-barcode draws is scanned as the text that it was given, or it refuses: a Code 39 of PB0012, an
# EAN-8 whose last digit is no check digit, an interleaved 2 of 5 of an odd number of digits.
# What happens: Code 39 is scanned as PB0012$ and PB-0012W (a check character, added unless add_checksum=False is
# given); of EAN-8 12345678 the last digit is changed, 12345670; and 12345 becomes 012345. Code 128 is scanned as given.
# No error or warning.
# Why it matters: these are the codes of paper forms. The number that the clerk's scanner types is not the number in the
# list of issued forms; with EAN-8 ten forms in a row have one and the same code.
# Versions: python-barcode 0.16.1, pillow 13.0.0, read by zxing-cpp 3.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-barcode==0.16.1 pillow==13.0.0 zxing-cpp==3.1.1
echo 'versions: python-barcode==0.16.1 pillow==13.0.0 zxing-cpp==3.1.1'
echo 'guess: the text that was given, or an error'
env/bin/python -W error - <<'PYTHON'
import barcode, io, zxingcpp
from barcode.writer import ImageWriter
from PIL import Image
def scanned(kind, text, **options):
    drawn = io.BytesIO()
    barcode.get_barcode_class(kind)(text, writer=ImageWriter(), **options).write(drawn, {"write_text": False})
    return [code.text for code in zxingcpp.read_barcodes(Image.open(drawn).convert("L"))]
cases = [("code39", "PB0012"), ("code39", "PB-0012"), ("ean8", "12345678"), ("ean8", "12345671"), ("itf", "12345")]
seen = [scanned(*case) for case in cases]
print("seen:", list(zip(cases, seen)))
assert seen == [["PB0012$"], ["PB-0012W"], ["12345670"], ["12345670"], ["012345"]]
assert scanned("code39", "PB00123", add_checksum=False) == scanned("code128", "PB00123") == ["PB00123"]
PYTHON
echo 'the guess missed, as recorded'

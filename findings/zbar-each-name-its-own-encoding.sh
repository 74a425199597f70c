#!/usr/bin/env bash
# Guessed: a QR code with a Vietnamese name in UTF-8, as every library draws it, is read as that name by ZBar, as by zxing-cpp.
# What happens: ZBar guesses the encoding of each code by itself: of four names one comes out right, one in Chinese signs, one in
# Japanese, one in letters of Western Europe. No error; how it will be read hangs on the letters of the name. zxing-cpp reads all. Where
# the code says that it is UTF-8 (ECI; eci=True in segno), ZBar reads all of them too.
# Why it matters: lists and badges are tried with one name, and the name that comes out right is Nguyễn. What is put into a code
# that others scan has to be without marks (a number, an address), or the code has to name its encoding.
# Versions: libzbar0 0.23.92 (Debian 12), pyzbar 0.1.9, segno 1.6.6, pillow 13.0.0, zxing-cpp 3.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
dpkg -s libzbar0 > installed 2>&1 || apt-get install -qq --no-install-recommends libzbar0 > installed 2>&1
dpkg-query -W -f '${Version}' libzbar0 | grep -q '^0\.23\.92-'
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyzbar==0.1.9 segno==1.6.6 pillow==13.0.0 zxing-cpp==3.1.1
echo 'versions: libzbar0=0.23.92 (Debian 12) pyzbar==0.1.9 segno==1.6.6 pillow==13.0.0 zxing-cpp==3.1.1'
echo 'guess: the names'
env/bin/python - <<'PYTHON'
import io, segno, zxingcpp
from PIL import Image
from pyzbar.pyzbar import decode

def read(name, eci):
    drawn = io.BytesIO()
    segno.make_qr(name, encoding="utf-8", eci=eci).save(drawn, kind="png", scale=8)
    image = Image.open(drawn).convert("L")
    assert zxingcpp.read_barcodes(image)[0].text == name
    return decode(image)[0].data.decode()

names = ["Nguyễn Văn An", "Lê Minh Tuyết", "Trần Đức Ước", "xã Nà Phặc"]
seen = [read(name, eci=False) for name in names]
print("seen: ZBar", seen)
assert seen == ["Nguyễn Văn An", "L礙 Minh Tuy廕篙", "Tr蘯ｧn ﾄ雪ｻｩc ﾆｯ盻嫩", "xÃ£ NÃ\u00a0 Pháº·c"]
assert [read(name, eci=True) for name in names] == names
PYTHON
echo 'the guess missed, as recorded'

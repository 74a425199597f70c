#!/usr/bin/env bash
# Guessed: segno.make draws an ordinary QR code, whatever the text is.
# What happens: a short text becomes a Micro QR code: "PB0012" and the name "Nguyễn" do, an address of a page does not.
# jsQR, a reader for web pages, finds nothing in them and says so by null, as where there is no code; zxing-cpp reads
# them. With micro=False, or segno.make_qr, both read them.
# Why it matters: form numbers are short and links are not, so a trial with a link works and the printed forms do not; a
# form with a number of one digit less than another's is of the other kind.
# Versions: segno 1.6.6, pillow 13.0.0, jsqr 1.4.0, zxing-cpp 3.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check segno==1.6.6 pillow==13.0.0 zxing-cpp==3.1.1
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . jsqr@1.4.0
echo 'versions: segno==1.6.6 pillow==13.0.0 jsqr@1.4.0 zxing-cpp==3.1.1'
echo 'guess: both read all of them'
cat > read.js <<'NODE'
const jsQR = require("jsqr"), [size, file] = [Number(process.argv[2]), process.argv[3]];
const found = jsQR(new Uint8ClampedArray(require("fs").readFileSync(file)), size, size);
console.log(found && found.data);
NODE
env/bin/python - <<'PYTHON'
import io, segno, subprocess, zxingcpp
from PIL import Image
def read(code):
    drawn = io.BytesIO()
    code.save(drawn, kind="png", scale=8)
    image = Image.open(drawn).convert("RGBA")
    open("pixels", "wb").write(image.tobytes())
    js = subprocess.run(["node", "read.js", str(image.width), "pixels"], check=True, capture_output=True, text=True)
    return js.stdout.strip(), [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]
page = "https://example.org/phieu/0012"
for text, micro in {"PB0012": True, "Nguyễn": True, page: False}.items():
    seen = read(segno.make(text))
    print("seen:", text, segno.make(text).designator, seen)
    assert segno.make(text).is_micro == micro and seen == ("null" if micro else text, [text])
    assert read(segno.make_qr(text)) == (text, [text])
PYTHON
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: the npm package sav-reader reads what pyreadstat writes: the names whole, a missing number as null.
# What happens: text is decoded in pieces of 8 bytes, so a letter across two of them becomes U+FFFD (Phặc is Ph??c); a
# missing number of a plain file is -1.797e308, an answer like any other; and of a file written with row_compress=True
# one row of three comes, though the head says 3. pyreadstat reads all three files rightly; no error anywhere.
# Why it matters: a web page that takes .sav files by it counts one ballot where three were sent, or has -1.797e308 in a
# mean; these are seen. Which Vietnamese letters are lost hangs on how many bytes stand before them, and is not.
# Versions: sav-reader 2.0.8, pyreadstat 1.3.7, pandas 2.3.3, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==2.3.3 numpy==2.4.6
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . sav-reader@2.0.8
echo 'versions: sav-reader@2.0.8 pyreadstat==1.3.7 pandas==2.3.3 numpy==2.4.6'
echo 'guess: three rows, whole names, null'
env/bin/python - <<'PYTHON'
import pandas, pyreadstat
frame = pandas.DataFrame({"ten": ["Nguyễn Văn A", "Trần Thị Bích Ngọc", "Nà Phặc"], "q": [1, None, 2]})
for name, options in {"plain.sav": {}, "packed.sav": {"row_compress": True}}.items():
    pyreadstat.write_sav(frame, name, **options)
    read = pyreadstat.read_sav(name)[0]
    assert read.ten.tolist() == frame.ten.tolist() and read.q.isna().tolist() == [False, True, False]
PYTHON
cat > show.js <<'NODE'
const assert = require("assert"), fs = require("fs"), { SavBufferReader } = require("sav-reader");
async function read(name) {
  const file = new SavBufferReader(fs.readFileSync(name));
  await file.open();
  assert.strictEqual(file.meta.header.n_cases, 3);
  return (await file.readAllRows()).map(({ ten, q }) => [ten, q]);
}
(async () => {
  const plain = await read("plain.sav"), packed = await read("packed.sav");
  console.log("seen: plain", JSON.stringify(plain), "packed", JSON.stringify(packed));
  const missing = -Number.MAX_VALUE;
  assert.deepStrictEqual(plain, [["Nguyễn Văn A", 1], ["Trần Thị Bích Ngọc", missing], ["Nà Ph\ufffd\ufffdc", 2]]);
  assert.deepStrictEqual(packed, [["Nguyễn Văn A", 1]]);
})();
NODE
node --unhandled-rejections=strict show.js
echo 'the guess missed, as recorded'

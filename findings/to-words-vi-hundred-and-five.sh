#!/usr/bin/env bash
# Guessed: to-words in Vietnamese says the empty tens (105 is "một trăm linh năm" or "lẻ năm"), and what it writes is
# read by vietnam_number as the number it came from.
# What happens: it writes "Một Trăm Năm" for 105, "Một Nghìn Năm" for 1005 and "Hai Nghìn Mười Chín" for 2019; and a
# hundred and a bare five is how 150 is said. vietnam_number reads them as 150, 1500 and 2019; each is right by itself
# (to-words has other words for 150). 15 is "Mười Năm", which is also "ten years"; it is read as 15.
# Why it matters: sums and counts in documents are written out, and other programs, and people, read them again: 105
# dossiers become 150, and 1,005 become 1,500, on the way from one library to another.
# Versions: to-words 5.7.0, vietnam-number 1.0.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check vietnam-number==1.0.6
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . to-words@5.7.0
echo 'versions: to-words@5.7.0 vietnam-number==1.0.6'
echo 'guess: 105, 1005, 2019, 15 and 150 come back'
cat > write.js <<'NODE'
const { ToWords } = require("to-words"), words = new ToWords({ localeCode: "vi-VN" });
for (const number of [105, 1005, 2019, 15, 150]) console.log(words.convert(number));
NODE
node write.js > words
env/bin/python - <<'PYTHON'
from vietnam_number import w2n
words = open("words", encoding="utf-8").read().splitlines()
read = [w2n(line) for line in words]
print("seen:", list(zip(words, read)))
assert words == ["Một Trăm Năm", "Một Nghìn Năm", "Hai Nghìn Mười Chín", "Mười Năm", "Một Trăm Năm Mươi"]
assert read == [150, 1500, 2019, 15, 150]
PYTHON
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: num2words in Vietnamese reads -3 as "âm ba", 1.05 as "một phẩy không năm", 10.5 as "mười phẩy năm", and the
# fourth as "thứ tư".
# What happens: -3 is "mười bảy", seventeen; 1.05 and 1.5 get words of the same kind ("một phẩy năm" is 1.05), 10.5 is
# "mười phẩy năm mươi"; an ordinal is the plain number. No error. In English the same numbers are read rightly.
# Why it matters: the points of a decision or of minutes are written in figures and in words, and in a doubt the words
# count: 1.05 reads as one and a half, and a penalty of 3 as seventeen points.
# Versions: num2words 0.5.14.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check num2words==0.5.14
echo 'versions: num2words==0.5.14'
echo 'guess: âm ba, một phẩy không năm, mười phẩy năm, thứ tư'
env/bin/python - <<'PYTHON'
from num2words import num2words
words = [num2words(number, lang="vi") for number in (-3, 1.05, 1.5, 10.5)] + [num2words(4, lang="vi", to="ordinal")]
print("seen:", words)
assert words == ["mười bảy", "một phẩy năm", "một phẩy năm mươi", "mười phẩy năm mươi", "bốn"]
assert num2words(17, lang="vi") == "mười bảy"
assert num2words(-3) == "minus three" and num2words(1.05) == "one point zero five"
PYTHON
echo 'the guess missed, as recorded'

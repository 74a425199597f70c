#!/usr/bin/env bash
# Guessed: w2n of vietnam_number turns words into a number or, where it does not know a word, raises: "ba phẩy năm"
# (3.5), "âm năm" (-5), "mười phần trăm" (10 %) and "hai nghìn tỷ" (2 * 10^12) are errors at worst.
# What happens: a word it does not know is left out: "ba phẩy năm" is 35, "sáu mươi hai phẩy năm" 625, "âm năm" 5, "một
# phần ba" 13, "hăm tư" 4. "mười phần trăm" is 0, and "hai nghìn tỷ" 20000001000. No error, no warning.
# Why it matters: reports of offices and spoken answers give points and shares in words. Ten times the points, or no
# percent at all, come out as an ordinary number; the words have to be checked before they are given to it.
# Versions: vietnam-number 1.0.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check vietnam-number==1.0.6
echo 'versions: vietnam-number==1.0.6'
echo 'guess: the number, or an error'
env/bin/python -W error - <<'PYTHON'
from vietnam_number import w2n
right = {"hai mươi mốt": 21, "một trăm linh năm": 105, "hai nghìn không trăm mười chín": 2019}
wrong = {"ba phẩy năm": 35, "sáu mươi hai phẩy năm": 625, "âm năm": 5, "một phần ba": 13, "hăm tư": 4,
         "mười phần trăm": 0, "hai nghìn tỷ": 20000001000}
print("seen:", {words: w2n(words) for words in wrong})
for words, number in (right | wrong).items():
    assert w2n(words) == number, words
PYTHON
echo 'the guess missed, as recorded'

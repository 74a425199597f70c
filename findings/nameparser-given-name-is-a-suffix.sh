#!/usr/bin/env bash
# Guessed: HumanName of nameparser gives "Trần Thị Vi" the first name Trần, the middle name Thị, the last name Vi, and so
# for other names of three words, in capitals as well.
# What happens: Vi is taken for the sixth of that name, the last name is Thị and there is no middle name; capitalize()
# makes it "Trần Thị VI". In capitals, as lists have names, CHI, BA, DO, MA and SI are taken for degrees, while Chi, Ba,
# Do, Ma and Si of the same people stay. Before a comma the name is whole. No warning.
# Why it matters: Vi and Chi are among the common names of women. Whoever compares, sorts or addresses people by first
# and last name sees TRẦN THỊ CHI and TRẦN THỊ BA as one person, and Trần Thị Chi of another list as a third.
# Versions: nameparser 2.6.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check nameparser==2.6.0
echo 'versions: nameparser==2.6.0'
echo 'guess: the last name is the last word'
env/bin/python -W error - <<'PYTHON'
from nameparser import HumanName
def parted(text):
    name = HumanName(text)
    return name.first, name.middle, name.last, name.suffix
ordinary = ["Trần Thị Mai", "Trần Thị Chi", "Trần Thị Ba", "Trần Thị Do", "Lò Văn Ma", "Lò Thị Si", "TRẦN THỊ MAI"]
for text in ordinary:
    assert parted(text) == (*text.split(), ""), parted(text)
for text in ["Trần Thị Vi", "TRẦN THỊ CHI", "TRẦN THỊ BA", "TRẦN THỊ DO", "LÒ VĂN MA", "LÒ THỊ SI"]:
    family, middle, given = text.split()
    print("seen:", text, "->", parted(text))
    assert parted(text) == (family, "", middle, given)
name = HumanName("trần thị vi")
name.capitalize()
print("seen: capitalized", name)
assert str(name) == "Trần Thị VI"
assert parted("Vi, Trần Thị") == ("Trần", "Thị", "Vi", "")
PYTHON
echo 'the guess missed, as recorded'

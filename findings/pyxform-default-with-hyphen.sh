#!/usr/bin/env bash
# Guessed: in the default column, words with a hyphen between spaces are text, as "2019-2020" and "Ha-Noi" are.
# What happens: pyxform takes the spaced hyphen for a subtraction: the default leaves the instance and becomes a
# setvalue whose expression is the bare words, that is, one element minus another. No warning.
# Why it matters: "Thon 5 - To 2" is how places are written here; an importer has to tell a text default from an
# expression by its own rule and say so. (What an engine then makes of the expression is not shown here.)
# Versions: pyxform 4.5.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyxform==4.5.0
echo 'versions: pyxform==4.5.0'
echo 'guess: "A - B" is a text default, as "2019-2020" is'
env/bin/python - <<'PYTHON'
from pyxform.xls2xform import convert
form = """
| survey |
| | type | name | label | default |
| | text | years | Years | 2019-2020 |
| | text | city | City | Ha-Noi |
| | text | place | Place | Xom - Thon |
"""
made = convert(form, file_type=".md", pretty_print=True)
lines = [line.strip() for line in made.xform.splitlines()]
seen = [line for line in lines if line.startswith(("<years", "<city", "<place", "<setvalue"))]
print("seen:", *seen, "warnings: %r" % (made.warnings,), sep="\n  ")
assert "<years>2019-2020</years>" in seen and "<city>Ha-Noi</city>" in seen
assert "<place/>" in seen
assert any('ref="/data/place"' in line and 'value="Xom - Thon"' in line for line in seen)
assert not made.warnings
PYTHON
echo 'the guess missed, as recorded'

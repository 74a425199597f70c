#!/usr/bin/env bash
# Guessed: ftfy leaves Vietnamese in capitals alone; it mends only text that was decoded wrongly.
# What happens: a capital letter (U+00C3) and the sign after it are taken for two bytes of one letter: of
# XÃ–PHƯỜNG (a dash without spaces) it makes XÖPHƯỜNG, of XÃ—HUYỆN X×HUYỆN, and of XÃ HỘI with a no-break space XàHỘI.
# Small letters and a dash between spaces are left.
# Why it matters: ftfy is what one runs over collected text first, and headings and names of places stand in capitals
# with no-break spaces from Word. The names become other words without a word; they no longer match the roster.
# Versions: ftfy 6.3.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check ftfy==6.3.1
echo 'versions: ftfy==6.3.1'
echo 'guess: the names stay as they are'
env/bin/python - <<'PYTHON'
import ftfy
for given, kept in [
    ("XÃ–PHƯỜNG–THỊ TRẤN", "XÖPHƯỜNG–THỊ TRẤN"),
    ("XÃ—HUYỆN", "X×HUYỆN"),
    ("XÃ\u00a0HỘI", "XàHỘI"),
    ("Xã–phường, xã\u00a0hội, XÃ – HUYỆN", "Xã–phường, xã\u00a0hội, XÃ – HUYỆN"),
]:
    seen = ftfy.fix_text(given)
    print("seen:", given, "->", seen)
    assert seen == kept
PYTHON
echo 'the guess missed, as recorded'

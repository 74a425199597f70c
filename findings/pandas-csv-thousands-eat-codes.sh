#!/usr/bin/env bash
# Guessed: with decimal="," and thousands="." a point counts only where a group of three digits follows, so that the
# criterion number 1.10 stays text.
# What happens: every point between digits is dropped: 1.10 is read as 110 and 1.2.10 as 1210, in the same pass that
# reads 1.234,5 rightly. No error.
# Why it matters: these two settings are what one gives for a Vietnamese CSV. Criterion numbers beside amounts turn
# into other numbers that still look like codes; the code columns need dtype=str.
# Versions: pandas 2.3.3, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==2.3.3 numpy==2.4.6
echo 'versions: pandas==2.3.3 numpy==2.4.6'
echo 'guess: 1.10 stays text'
env/bin/python - <<'PYTHON'
import io, pandas
text = "tieu_chi;la;so_tien\n1.10;1.1.2;1.234,5\n2.3;1.2.10;1,5\n"
options = dict(sep=";", decimal=",", thousands=".")
seen = pandas.read_csv(io.StringIO(text), **options).to_dict("list")
kept = pandas.read_csv(io.StringIO(text), dtype={"tieu_chi": str, "la": str}, **options).to_dict("list")
print("seen:", seen, "\nwith dtype=str for the codes:", kept)
assert seen == {"tieu_chi": [110, 23], "la": [112, 1210], "so_tien": [1234.5, 1.5]}
assert kept == {"tieu_chi": ["1.10", "2.3"], "la": ["1.1.2", "1.2.10"], "so_tien": [1234.5, 1.5]}
PYTHON
echo 'the guess missed, as recorded'

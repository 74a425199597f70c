#!/usr/bin/env bash
# Guessed: a question that nobody answered, written with the format F8.0, is a numeric variable without values.
# What happens: a column of nothing but None is written as text of one letter (A1), whatever format is given; read
# back it holds empty strings, not missing values. A column of float NaN stays numeric.
# Why it matters: the type of a variable depends on whether anybody answered: files of two communes or two rounds no
# longer stack. The type has to come from the form, never from the values.
# Versions: pyreadstat 1.3.7, pandas 2.3.3, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==2.3.3 numpy==2.4.6
echo 'versions: pyreadstat==1.3.7 pandas==2.3.3 numpy==2.4.6'
echo 'guess: F8.0 is obeyed, the values are missing'
env/bin/python - <<'PYTHON'
import pandas, pyreadstat
def written(values, **options):
    pyreadstat.write_sav(pandas.DataFrame({"q": values}), "a.sav", variable_format={"q": "F8.0"}, **options)
    frame, meta = pyreadstat.read_sav("a.sav")
    return frame.q.tolist(), meta.original_variable_types["q"]
none, nan = written([None, None]), written([float("nan"), float("nan")])
print("seen: of None", none, "of NaN", nan)
assert none == (["", ""], "A1")
assert nan[1] == "F8.0" and all(value != value for value in nan[0])
PYTHON
echo 'the guess missed, as recorded'

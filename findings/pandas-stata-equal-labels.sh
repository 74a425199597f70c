#!/usr/bin/env bash
# Guessed: two codes with the same value label in a .dta are read by pandas as one category.
# What happens: pandas.read_stata at its default refuses the file with ValueError; pyreadstat reads the same file.
# Why it matters: "Khac" twice in a list of choices is ordinary, and a label cut to a length makes equals of unequal
# ones. An export has to keep labels of a list distinct, or a common reader does not open it.
# Versions: pandas 2.3.3, numpy 2.4.6, pyreadstat 1.3.7.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==2.3.3 numpy==2.4.6 pyreadstat==1.3.7
echo 'versions: pandas==2.3.3 numpy==2.4.6 pyreadstat==1.3.7'
echo 'guess: the file is read, with one category'
env/bin/python - <<'PYTHON'
import pandas, pyreadstat
labels = {"q": {1: "Khac", 2: "Khac", 3: "Khong"}}
pyreadstat.write_dta(pandas.DataFrame({"q": [1, 2, 3]}), "a.dta", variable_value_labels=labels, version=15)
try:
    pandas.read_stata("a.dta")
    said = None
except ValueError as error:
    said = " ".join(str(error).split())
plain = pandas.read_stata("a.dta", convert_categoricals=False).q.tolist()
labelled = list(pyreadstat.read_dta("a.dta", apply_value_formats=True)[0].q)
print("seen:", said, "\nwithout categoricals:", plain, "\npyreadstat:", labelled)
assert said and "not unique" in said
assert plain == [1, 2, 3] and labelled == ["Khac", "Khac", "Khong"]
PYTHON
echo 'the guess missed, as recorded'

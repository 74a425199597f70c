#!/usr/bin/env bash
# Guessed: pycanon counts those who did not answer as a group of their own: one person of six without a commune makes
# the table 1-anonymous.
# What happens: with the commune alone, it says k = 2, and a t-closeness of 0.33 instead of 0.67: who did not answer is
# left out, be it None or NaN. An empty text, and a second attribute beside the commune, each give the k = 1 of the
# guess. No warning.
# Why it matters: k is what decides whether a table of answers may be published, and who does not say the commune is in
# every survey. The table that is let through shows one person alone in the row "no answer".
# Versions: pycanon 1.3.6, pandas 2.3.3, numpy 2.0.2.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pycanon==1.3.6 pandas==2.3.3 numpy==2.0.2
echo 'versions: pycanon==1.3.6 pandas==2.3.3 numpy==2.0.2'
echo 'guess: k = 1'
env/bin/python - <<'PYTHON'
import warnings
warnings.simplefilter("ignore", category=SyntaxWarning)
import pandas
from pycanon import anonymity
def measured(last, attributes=("xa",)):
    frame = pandas.DataFrame({"xa": ["A", "A", "A", "B", "B", last], "gioi": list("mmmfff"), "muc": list("xyxxxy")})
    closeness = anonymity.t_closeness(frame, list(attributes), ["muc"])
    return anonymity.k_anonymity(frame, list(attributes)), round(float(closeness), 2)
seen = {str(last): measured(last) for last in ("C", "", None, float("nan"))}
print("seen:", seen, "with a second attribute:", measured(None, ("xa", "gioi"))[0])
assert seen["C"] == seen[""] == (1, 0.67) and seen["None"] == seen["nan"] == (2, 0.33)
assert measured(None, ("xa", "gioi"))[0] == 1
PYTHON
echo 'the guess missed, as recorded'

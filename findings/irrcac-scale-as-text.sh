#!/usr/bin/env bash
# Guessed: irrCAC with weights="linear" takes points that came as text ("8", "9", "10") in the order of their numbers,
# or refuses text where the weights need an order. (krippendorff, which computes the same coefficient, refuses.)
# What happens: the texts are sorted by letters, 10 before 8: the nearest disagreement, 9 against 10, counts as the
# furthest. The agreement of six judgements is 0.75 where it is 0.83 of the same points as numbers, and Gwet's
# coefficient 0.45 where it is 0.63. No warning. With categories=["8", "9", "10"] it is right.
# Why it matters: points are read as text on purpose, so that codes keep their zeros; and this number says whether two
# appraisers, or an interview and its repetition, agree. Only scales that reach 10 are wrong.
# Versions: irrCAC 0.4.4, krippendorff 0.9.0, pandas 2.3.3, numpy 1.26.4, scipy 1.12.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check irrCAC==0.4.4 krippendorff==0.9.0 pandas==2.3.3 numpy==1.26.4 \
  scipy==1.12.0
echo 'versions: irrCAC==0.4.4 krippendorff==0.9.0 pandas==2.3.3 numpy==1.26.4 scipy==1.12.0'
echo 'guess: text and numbers give the same, or text is refused'
env/bin/python - <<'PYTHON'
import krippendorff, pandas
from irrCAC.raw import CAC
first, second = ["8", "9", "10", "9", "10", "8"], ["8", "9", "10", "10", "10", "9"]
def agreement(kind, **options):
    ratings = pandas.DataFrame({"first": map(kind, first), "second": map(kind, second)})
    est = CAC(ratings, weights="linear", **options).gwet()["est"]
    return float(est["pa"]), float(est["coefficient_value"])
text, number, ordered = agreement(str), agreement(int), agreement(str, categories=["8", "9", "10"])
print("seen: text", text, "numbers", number, "text with its order", ordered)
assert text == (0.75, 0.45178) and number == ordered == (0.83333, 0.63452)
try:
    krippendorff.alpha([first, second], level_of_measurement="ordinal")
    raise SystemExit("krippendorff took the text")
except ValueError as refused:
    print("krippendorff:", refused)
PYTHON
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: aggregate_raters of statsmodels, which counts judgements for Fleiss' kappa, leaves out or refuses what was not
# judged (NaN). (Taken for granted, not written down; met while looking at blanks in tables of judgements.)
# What happens: NaN is a category of its own, so that two who both left a unit agree in it. Six units on which two
# appraisers mostly differ have the kappa -0.33; with six more that neither judged it is 0.47. No warning. krippendorff
# leaves them out: its alpha is the same with and without them.
# Why it matters: appraisers share the units out, so most cells of such a table are blank, and the agreement that is
# reported grows with what nobody looked at. It needs the rows and cells without a judgement taken out first.
# Versions: statsmodels 0.15.0, numpy 2.4.6, krippendorff 0.9.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3 krippendorff==0.9.0'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: $pins"
echo 'guess: an error, or the same kappa'
env/bin/python - <<'PYTHON'
import krippendorff, numpy
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa
judged = numpy.array([[1, 2], [2, 1], [1, 1], [2, 2], [1, 2], [2, 1]], dtype=float)
with_blanks = numpy.vstack([judged, numpy.full((6, 2), numpy.nan)])
def alpha(table):
    return round(float(krippendorff.alpha(reliability_data=table.T, level_of_measurement="nominal")), 6)
kappas = []
for table in judged, with_blanks:
    counts, categories = aggregate_raters(table)
    kappas.append(round(float(fleiss_kappa(counts)), 2))
    print("seen:", categories, kappas[-1], "krippendorff:", alpha(table))
assert kappas == [-0.33, 0.47] and len(categories) == 3 and numpy.isnan(categories[2])
assert alpha(judged) == alpha(with_blanks)
PYTHON
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: cohen_kappa_score of scikit-learn with weights="linear" weighs a disagreement by how far the two points are
# apart: 2 against 10 more than 2 against 3.
# What happens: it counts places in the list of the points that happened to be given: where nobody gave 3 to 9, 2 and 10
# are neighbours. Two appraisers with 1, 2, 10, 10 against 1, 10, 10, 2 agree by 0.43, the same as with 1, 2, 3, 3 against
# 1, 3, 3, 2; with labels=range(1, 11) the first is 0.09. krippendorff, which takes the numbers, tells them apart too.
# Why it matters: this number says whether two appraisers judge alike. It rises when no unit gets a middling point, and
# that of two criteria, or of two years, is not of the same scale. Points with steps (0; 0.5; 2) are wrong for good.
# Versions: scikit-learn 1.9.1, numpy 2.4.6, scipy 1.17.1, krippendorff 0.9.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
pins='scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1 krippendorff==0.9.0'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: $pins"
echo 'guess: less agreement with 10 than with 3'
env/bin/python - <<'PYTHON'
import krippendorff
from sklearn.metrics import cohen_kappa_score
def kappa(one, other, **more):
    return round(float(cohen_kappa_score(one, other, weights="linear", **more)), 2)
near, far = ([1, 2, 3, 3], [1, 3, 3, 2]), ([1, 2, 10, 10], [1, 10, 10, 2])
seen = kappa(*near), kappa(*far), kappa(*far, labels=list(range(1, 11)))
print("seen, of 3, of 10, of 10 with all points named:", seen)
assert seen == (0.43, 0.43, 0.09)
alphas = [round(float(krippendorff.alpha(reliability_data=list(pair), level_of_measurement="interval")), 2) for pair in (near, far)]
print("krippendorff:", alphas)
assert alphas[0] != alphas[1]
PYTHON
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: str.get_dummies(" ") on a select_multiple column leaves the row of a missing answer missing.
# What happens: the row becomes zeros in every column, equal to one who answered and chose none of these.
# Why it matters: the share of those who chose an option is then taken over everybody, also over those who were never
# asked. An export that is already split must write the split columns empty for an unanswered question.
# Versions: pandas 2.3.3, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==2.3.3 numpy==2.4.6
echo 'versions: pandas==2.3.3 numpy==2.4.6'
echo 'guess: an unanswered row stays missing in each split column'
env/bin/python - <<'PYTHON'
import pandas
answers = pandas.Series(["wait cost", None, "cost"])
split = answers.str.get_dummies(" ")
print("seen:", split.to_dict("list"), "mean of wait:", float(split.wait.mean()))
assert split.to_dict("list") == {"cost": [1, 0, 1], "wait": [1, 0, 0]}
assert abs(split.wait.mean() - 1 / 3) < 1e-9, "one of the two who answered would be 0.5"
PYTHON
echo 'the guess missed, as recorded'

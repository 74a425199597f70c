#!/usr/bin/env bash
# Guessed: raking with ipfn to margins that cannot be met (an age group that nobody in the sample has, an empty cell)
# raises, or warns and says that it did not converge.
# What happens: it prints "ipfn converged", its flag is 1, and there is no warning. With a group of 20 of 100 absent the
# weights add up to 80; with an empty cell men stay at 40 where 50 are asked.
# Why it matters: groups without a ballot are ordinary where three communes are drawn. The word and the flag mean only
# that nothing changes any more; whether the margins are met has to be computed.
# Versions: ipfn 1.4.4, pandas 2.3.3, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check ipfn==1.4.4 pandas==2.3.3 numpy==2.4.6
echo 'versions: ipfn==1.4.4 pandas==2.3.3 numpy==2.4.6'
echo 'guess: an error, or a flag that says no'
env/bin/python -W error - <<'PYTHON'
import pandas
from ipfn import ipfn
def margin(name, **shares):
    return pandas.Series([float(share) for share in shares.values()], index=pandas.Index(shares, name=name))
def raked(counts, *ages):
    sample = pandas.DataFrame({"tuoi": ["tre", "gia"] * 2, "gioi": ["nam", "nam", "nu", "nu"], "total": counts})
    targets = [margin("gioi", nam=50, nu=50), *ages]
    table, flag = ipfn.ipfn(sample, targets, [["gioi"], ["tuoi"]], verbose=1).iteration()
    return flag, round(table.total.sum(), 3), round(table[table.gioi == "nam"].total.sum(), 3)
absent = raked([10.0, 5.0, 20.0, 30.0], margin("tuoi", tre=30, gia=50, rat_gia=20))
empty = raked([10.0, 0.0, 20.0, 30.0], margin("tuoi", tre=40, gia=60))
print("seen: flag, all (100 asked), men (50 asked):", absent, empty)
assert absent == (1, 80, 40) and empty == (1, 100, 40)
PYTHON
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: gretl reads a .sav with its missing values: a code that the file declares as missing is not counted, a date
# is a date.
# What happens: only the blank of the system is missing; 9, declared as missing for "no opinion", is a value: of 1, 2,
# blank, 9 the mean is 4 of 3 cases. pyreadstat gives 1.5 of 2. A date is the seconds since 1582. A text of 300 letters
# is two variables. It succeeds.
# Why it matters: "no opinion" and "refused" are coded so in every survey file. On a scale to 5 the mean is raised by
# the share of those who had no opinion, and nothing in the output tells.
# Versions: gretl 2022c-1 of Debian 12, pyreadstat 1.3.7, pandas 2.3.3, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s gretl > installed 2>&1 || apt-get install -qq --no-install-recommends gretl=2022c-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' gretl)" = 2022c-1 ]
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==2.3.3 numpy==2.4.6
echo 'versions: gretl=2022c-1 (Debian 12) pyreadstat==1.3.7 pandas==2.3.3 numpy==2.4.6'
echo 'guess: the mean of 1 and 2'
env/bin/python - <<'PYTHON'
import datetime, pandas, pyreadstat
frame = pandas.DataFrame({"q": [1, 2, None, 9], "ngay": [datetime.date(2019, 3, 2)] * 4, "y_kien": ["x" * 300] * 4})
pyreadstat.write_sav(frame, "a.sav", missing_ranges={"q": [9]}, variable_value_labels={"q": {9: "Không ý kiến"}})
read = pyreadstat.read_sav("a.sav")[0]
assert read.q.mean() == 1.5 and read.q.count() == 2 and read.ngay[0] == datetime.date(2019, 3, 2)
PYTHON
cat > a.inp <<'GRETL'
set verbose off
open a.sav --quiet
printf "seen: mean %g of %d, date %.0f, %d variables\n", mean(q), nobs(q), ngay[1], $nvars - 1
GRETL
gretlcli -b -q a.inp > seen 2> said
grep '^seen' seen
grep -q '^seen: mean 4 of 3, date 13770864000, 4 variables$' seen
echo 'the guess missed, as recorded'

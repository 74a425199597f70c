#!/usr/bin/env bash
# Guessed: mlr top leaves out a record without a value, as mlr stats1 of the same Miller does. (Taken for granted, not written
# down; met while looking at blanks.)
# What happens: a blank is larger than each number: of 62, blank, 45, 85, blank the top is the last blank, of the top three two
# are blank, and in each group with a blank the blank is first. stats1 has 85 as the largest of the same column, and top
# --min has 45. No warning.
# Why it matters: the best unit of a district is one that has not reported, and the place of a unit that has hangs on how
# many have not.
# Versions: miller 6.6.0-2+b3 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC MLRRC=__none__
dpkg -s miller > installed 2>&1 || apt-get install -qq --no-install-recommends miller=6.6.0-2+b3 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' miller)" = 6.6.0-2+b3 ]
echo 'versions: miller=6.6.0 (Debian 12)'
echo 'guess: the top is D with 85, of district 1 A, of district 3 none'
printf 'unit,district,points\nA,1,62\nB,1,\nC,2,45\nD,2,85\nE,3,\n' > points.csv
seen() {
  printf 'seen: mlr %s -> %s\n' "$*" "$(mlr --icsv --onidx --ofs / "$@" points.csv | paste -sd ' ')" | tee -a seen
}
seen top -f points -a
seen top -n 3 -f points -a
seen top -f points -g district -a
seen top --min -f points -a
seen stats1 -a max,min,count -f points
cat > expected <<'TEXT'
seen: mlr top -f points -a -> E/3/
seen: mlr top -n 3 -f points -a -> E/3/ B/1/ D/2/85
seen: mlr top -f points -g district -a -> B/1/ D/2/85 E/3/
seen: mlr top --min -f points -a -> C/2/45
seen: mlr stats1 -a max,min,count -f points -> 85/45/3
TEXT
diff expected seen
echo 'the guess missed, as recorded'

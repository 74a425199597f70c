#!/usr/bin/env bash
# Guessed: pspp-convert writes a date into CSV as its variable shows it, or in ISO form; and a missing value empty.
# What happens: whatever the format of the variable (here EDATE, shown 02.03.2019), the CSV has month/day/year:
# 2 March is 03/02/2019; and a missing number or date is one space.
# Why it matters: a Vietnamese reader, and any that takes the day first, reads 3 February, without an error until the
# 13th; and a cell with a space does not count as empty.
# Versions: pspp 1.6.2-2 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s pspp > installed 2>&1 || apt-get install -qq --no-install-recommends pspp=1.6.2-2 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' pspp)" = 1.6.2-2 ]
echo 'versions: pspp=1.6.2-2 (Debian 12)'
echo 'guess: 02.03.2019 or 2019-03-02, and an empty cell'
cat > make.sps <<'PSPP'
DATA LIST LIST (";") NOTABLE /xa (A3) ngay (EDATE10) diem (F8.2).
BEGIN DATA
001;02/03/2019;62.62
002;;
END DATA.
LIST.
SAVE OUTFILE="a.sav".
PSPP
pspp -O format=csv -o shown.csv make.sps > /dev/null 2>&1
pspp-convert a.sav a.csv
echo 'shown by PSPP:' && cat shown.csv && echo 'seen:' && cat a.csv
grep -q '^001,02.03.2019,62.62$' shown.csv
[ "$(cat a.csv)" = "$(printf 'xa,ngay,diem\n001,03/02/2019,62.62\n002, , ')" ]
echo 'the guess missed, as recorded'

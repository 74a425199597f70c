#!/usr/bin/env bash
# Guessed: GET DATA of PSPP, told the delimiter and the qualifier, reads an answer of two lines inside quotes as one.
# What happens: the case ends at the line, inside the quotes, and the next line is a case of its own, with the rest of
# the answer in the column of the commune. Two ballots become three cases; it warns, goes on, and succeeds.
# Why it matters: CSV by the usual rule (RFC 4180) has such answers, and PSPP's own pspp-convert writes them so. A
# file for PSPP has to have its lines joined, or to be a .sav.
# Versions: pspp 1.6.2-2 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s pspp > installed 2>&1 || apt-get install -qq --no-install-recommends pspp=1.6.2-2 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' pspp)" = 1.6.2-2 ]
echo 'versions: pspp=1.6.2-2 (Debian 12)'
echo 'guess: two cases'
printf 'xa;y_kien;q\n001;"tot\nre";1\n002;"a; ""b""";2\n' > a.csv
cat > a.sps <<'PSPP'
GET DATA /TYPE=TXT /FILE="a.csv" /DELIMITERS=";" /QUALIFIER='"' /FIRSTCASE=2 /VARIABLES=xa A3 y_kien A9 q F1.
LIST.
PSPP
pspp -O format=csv -o seen.csv a.sps > said 2>&1
echo 'seen:' && cat seen.csv
grep -q 'warning: Quoted string extends beyond end of line' seen.csv
[ "$(sed '1,/^xa,/d' seen.csv | paste -sd/)" = '001,tot,./"re""",1,./002,"a; ""b""",2' ]
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: MATCH FILES of PSPP stops with an error where the ballots are not sorted by the key.
# What happens: it succeeds without error or warning. A case whose key is lower than that before it gets nothing from the
# table, though the key is there; the cases after it are joined again.
# Why it matters: this is how names of communes and weights come to ballots. Ballots come as they were sent, so some
# of them lose their commune, and a weight that is missing takes the case out of the result.
# Versions: pspp 1.6.2-2 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s pspp > installed 2>&1 || apt-get install -qq --no-install-recommends pspp=1.6.2-2 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' pspp)" = 1.6.2-2 ]
echo 'versions: pspp=1.6.2-2 (Debian 12)'
echo 'guess: an error about the order'
cat > a.sps <<'PSPP'
DATA LIST LIST (";") NOTABLE /xa (A3) q (F1).
BEGIN DATA
002;1
001;2
003;1
END DATA.
SAVE OUTFILE="ballots.sav".
DATA LIST LIST (";") NOTABLE /xa (A3) ten (A3).
BEGIN DATA
001;A
002;B
003;C
END DATA.
SAVE OUTFILE="places.sav".
MATCH FILES /FILE="ballots.sav" /TABLE="places.sav" /BY xa.
LIST.
PSPP
pspp -O format=csv -o a.csv a.sps > said 2>&1
echo 'seen:' && cat a.csv
! grep -qiE 'error|warning' a.csv said
[ "$(tail -3 a.csv | tr -d ' ' | paste -sd/)" = '002,1,B/001,2,/003,1,C' ]
echo 'the guess missed, as recorded'

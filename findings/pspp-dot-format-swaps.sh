#!/usr/bin/env bash
# Guessed: the format DOT reads 1.234,5 and 1,5 in PSPP, whatever the decimal sign is set to. (Taken for granted; met
# while looking at CSV output.)
# What happens: with SET DECIMAL=COMMA the formats DOT and COMMA change places: DOT reads 1,5 as 15 without a warning,
# and 1.234,5 as missing; COMMA reads both rightly.
# Why it matters: both settings are what one gives for a Vietnamese file, and each alone is right. Together they make
# ten times the score out of one decimal, and of a file only the numbers above a thousand are noticed.
# Versions: pspp 1.6.2-2 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s pspp > installed 2>&1 || apt-get install -qq --no-install-recommends pspp=1.6.2-2 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' pspp)" = 1.6.2-2 ]
echo 'versions: pspp=1.6.2-2 (Debian 12)'
echo 'guess: 1.5 and 1234.5 with and without the setting'
cat > a.sps <<'PSPP'
DATA LIST LIST (";") NOTABLE /ma (A1) dot (DOT9.1) comma (COMMA9.1).
BEGIN DATA
a;1,5;1,5
b;1.234,5;1.234,5
END DATA.
COMPUTE dot10 = dot * 10.
COMPUTE comma10 = comma * 10.
FORMATS dot10 comma10 (F8.0).
LIST ma dot10 comma10.
PSPP
(echo 'SET DECIMAL=COMMA.' && cat a.sps) > b.sps
for file in a b; do pspp -O format=csv -o $file.csv $file.sps > /dev/null 2>&1 || true; done
echo 'ten times the values, plain:' && cat a.csv && echo 'seen, with SET DECIMAL=COMMA:' && cat b.csv
rows() { grep -A2 '^ma,dot10,comma10$' $1 | tr -d ' ' | tail -2 | paste -sd/; }
[ "$(rows a.csv)" = 'a,15,150/b,12345,.' ]
[ "$(rows b.csv)" = 'a,150,15/b,.,12345' ]
[ "$(grep -c warning b.csv)" = 1 ]
echo 'the guess missed, as recorded'

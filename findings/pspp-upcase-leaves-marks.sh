#!/usr/bin/env bash
# Guessed: UPCASE of PSPP makes ĐIỂM of điểm, and the sixth letter of Nguyễn is n.
# What happens: only the letters a to z are changed: UPCASE gives đIểM, LOWER of ĐẶNG gives ĐẶng; and SUBSTR counts
# bytes, so that the sixth "letter" of Nguyễn is a piece of ễ. The file is in UTF-8 throughout.
# Why it matters: UPCASE is how one joins lists of names typed differently. Plain names join and those with marks do
# not, so the loss falls on some communes only.
# Versions: pspp 1.6.2-2 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s pspp > installed 2>&1 || apt-get install -qq --no-install-recommends pspp=1.6.2-2 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' pspp)" = 1.6.2-2 ]
echo 'versions: pspp=1.6.2-2 (Debian 12)'
echo 'guess: ĐIỂM, đặng and n'
cat > a.sps <<'PSPP'
DATA LIST LIST (";") NOTABLE /ten (A10).
BEGIN DATA
điểm
ĐẶNG
Nguyễn
END DATA.
STRING hoa (A10).
STRING nho (A10).
STRING sau (A3).
COMPUTE hoa = UPCASE(ten).
COMPUTE nho = LOWER(ten).
COMPUTE sau = SUBSTR(ten, 6, 1).
LIST.
PSPP
pspp -O format=csv -o a.csv a.sps > said 2>&1 || { cat said; exit 1; }
echo 'seen:' && cat a.csv
[ "$(tail -3 a.csv | paste -sd/)" = 'điểm,đIểM,điểm,?/ĐẶNG,ĐẶNG,ĐẶng,N/Nguyễn,NGUYễN,nguyễn,?' ]
echo 'the guess missed, as recorded'

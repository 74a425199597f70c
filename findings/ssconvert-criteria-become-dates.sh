#!/usr/bin/env bash
# Guessed: ssconvert, the converter of Gnumeric, leaves a criterion number of three parts such as 1.2.3 in a CSV as it
# is. (That 001 becomes 1 and 1.10 becomes 1.1, as elsewhere, was guessed wrongly too, and is not what is kept here.)
# What happens: it is a date, month first: 1.2.3 comes out as 2003/01/02, 2.10.5 as 2005/02/10, 1.13.2 as 2002/01/13.
# 13.1.2, where no month is 13, and 1.1.10.2 stay text. No warning.
# Why it matters: criteria of the index are numbered so, and converting a CSV to .xlsx is what it is used for. The
# criteria up to 12 become days and those after it stay, in one column; joined to the list of criteria they are missing.
# Versions: gnumeric 1.12.55-1 of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s gnumeric > installed 2>&1 || apt-get install -qq --no-install-recommends gnumeric=1.12.55-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' gnumeric)" = 1.12.55-1 ]
echo 'versions: gnumeric=1.12.55-1 (Debian 12)'
echo 'guess: the numbers as they are'
printf 'tieu_chi\n1.2.3\n2.10.5\n1.1.10\n1.13.2\n13.1.2\n1.1.10.2\n' > a.csv
ssconvert a.csv a.xlsx > said 2>&1
ssconvert a.xlsx b.csv >> said 2>&1
echo 'seen:' && cat b.csv
[ "$(paste -sd' ' b.csv)" = 'tieu_chi 2003/01/02 2005/02/10 2010/01/01 2002/01/13 13.1.2 1.1.10.2' ]
echo 'the guess missed, as recorded'

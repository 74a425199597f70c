#!/usr/bin/env bash
# Guessed: csvsort of csvkit writes the rows it read in another order, and every cell as it was, as csvcut and csvgrep do.
# What happens: csvsort and csvjoin guess types first and write what they understood: "1,5" comes out as 15, "2,75" as
# 275, the code 01837 as 1837, yes as True. csvcut and csvgrep of the same package keep all of them. No word; with
# --no-inference (-I) csvsort keeps them too, but sorts 10 before 9.
# Why it matters: a clerk who only puts an export in order multiplies points by ten or a hundred, and communes lose the
# zero by which the code is found again.
# Versions: csvkit 2.2.0 (PyPI).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
python3 -m venv v
v/bin/pip install -q csvkit==2.2.0
echo "versions: $(v/bin/pip freeze | grep -i '^csvkit')"
echo 'guess: the same cells, in another order'
printf 'code,points,day,met\n01837,"1,5",2026-01-02,yes\n00123,"2,75",2026-02-03,no\n' > export.csv
sorted=$(v/bin/csvsort -c day export.csv 2> said)
joined=$(v/bin/csvjoin -c code export.csv export.csv 2>> said | sed -n 2p)
echo 'seen, csvsort:'; echo "$sorted"
echo "seen, csvjoin: $joined"
[ ! -s said ]
[ "$sorted" = "$(printf 'code,points,day,met\n1837,15,2026-01-02,True\n123,275,2026-02-03,False')" ]
[ "${joined%%,2026*}" = 1837,15 ]
[ "$(v/bin/csvcut -c code,points,day,met export.csv)" = "$(cat export.csv)" ]
[ "$(v/bin/csvgrep -c met -r . export.csv)" = "$(cat export.csv)" ]
[ "$(v/bin/csvsort -I -c day export.csv)" = "$(cat export.csv)" ]
printf 'n\n10\n9\n' > numbers.csv
[ "$(v/bin/csvsort -I -y 0 -c n numbers.csv | tr '\n' ' ')" = 'n 10 9 ' ]
echo 'the guess missed, as recorded'

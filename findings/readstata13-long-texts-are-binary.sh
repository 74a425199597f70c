#!/usr/bin/env bash
# Guessed: a .dta of release 118 that R's readstata13 writes, with an answer too long for an ordinary text (over 2,045
# bytes), is read by haven, pyreadstat and pandas, as one without is. (Taken for granted, not written down; met while
# looking at long answers.)
# What happens: the texts are marked as binary. haven refuses the whole file; pandas gives every answer of the column as
# Python would show bytes, the six letters of Nguyễn as the twenty of b'Nguy\xe1\xbb\x85n'. pyreadstat and readstata13
# itself read it. Without a long answer, and written by haven, all of them read it.
# Why it matters: open answers are mostly short, so it works until somebody writes a page; then the file of the whole round
# does not open, or counts of words and searches in pandas go wrong for every answer of that column.
# Versions: r-cran-readstata13 0.10.1-1, r-cran-haven 2.5.1-1 (R 4.2.2) of Debian 12; pandas 2.3.3, numpy 2.4.6,
# pyreadstat 1.3.7.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
for pin in r-cran-readstata13=0.10.1-1 r-cran-haven=2.5.1-1; do
  dpkg -s ${pin%=*} > installed 2>&1 || apt-get install -qq --no-install-recommends $pin > installed 2>&1
  [ "$(dpkg-query -W -f '${Version}' ${pin%=*})" = ${pin#*=} ]
done
python3 -m venv env
pins='pandas==2.3.3 numpy==2.4.6 pyreadstat==1.3.7'
env/bin/pip install --quiet --disable-pip-version-check $pins
echo "versions: r-cran-readstata13=0.10.1-1 r-cran-haven=2.5.1-1 (Debian 12) $pins"
echo 'guess: Nguyễn and 3,000 letters from each'
cat > write.R <<'R'
library(readstata13)
long <- data.frame(y_kien = c("Nguyễn", strrep("e", 3000)))
save.dta13(long, "long.dta", version = 118)
save.dta13(data.frame(y_kien = c("Nguyễn", strrep("e", 300))), "short.dta", version = 118)
stopifnot(identical(read.dta13("long.dta")$y_kien, long$y_kien))
said <- tryCatch(haven::read_dta("long.dta"), error = conditionMessage)
cat("seen, haven:", said, "\n")
stopifnot(is.character(said), grepl("Failed to parse", said), haven::read_dta("short.dta")$y_kien[1] == "Nguyễn")
haven::write_dta(long, "haven.dta", version = 14)
R
Rscript --vanilla write.R
cat > read.py <<'PYTHON'
import pandas, pyreadstat
seen = pandas.read_stata("long.dta").y_kien.tolist()
print("seen, pandas:", seen[0], len(seen[1]))
assert seen[0] == r"b'Nguy\xe1\xbb\x85n'" and len(seen[1]) == 3003
texts = pyreadstat.read_dta("long.dta")[0].y_kien
assert texts[0] == "Nguyễn" and len(texts[1]) == 3000
for file, length in [("short.dta", 300), ("haven.dta", 3000)]:
    for texts in [pandas.read_stata(file).y_kien, pyreadstat.read_dta(file)[0].y_kien]:
        assert texts[0] == "Nguyễn" and len(texts[1]) == length
PYTHON
env/bin/python read.py
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: read.xlsx of R's openxlsx with cols = 2 gives the second column as it is in the sheet, a blank as NA.
# What happens: the blanks are gone, and what is below moves up: of "x", blank, "z" it is "x", "z". Read together with the
# number of the ballot, which has no blank, the NA is there. A row between others with nothing in it is left out as well.
# skipEmptyRows = FALSE keeps all; read_excel of readxl does of itself.
# Why it matters: of a wide workbook one reads the columns one needs. Put beside the numbers of the ballots, each answer
# after the first blank belongs to another ballot; the count of missing answers is nought, and a mean is not affected.
# Versions: r-cran-openxlsx 4.2.5.2-1, r-cran-readxl 1.4.2-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
for package in r-cran-openxlsx=4.2.5.2-1 r-cran-readxl=1.4.2-1; do
  dpkg -s "${package%=*}" > installed 2>&1 || apt-get install -qq --no-install-recommends "$package" > installed 2>&1
  [ "$(dpkg-query -W -f '${Version}' "${package%=*}")" = "${package#*=}" ]
done
echo 'versions: r-cran-openxlsx=4.2.5.2-1 r-cran-readxl=1.4.2-1 (Debian 12)'
echo 'guess: x, NA, z'
cat > a.R <<'R'
suppressMessages(library(openxlsx))
write.xlsx(data.frame(so = 1:5, y_kien = c("x", NA, "z", NA, "t")), "ballots.xlsx")
seen <- list(alone = read.xlsx("ballots.xlsx", cols = 2)$y_kien, beside = read.xlsx("ballots.xlsx")$y_kien,
             told = read.xlsx("ballots.xlsx", cols = 2, skipEmptyRows = FALSE)$y_kien,
             readxl = readxl::read_excel("ballots.xlsx", range = readxl::cell_cols(2))$y_kien)
for (case in names(seen)) cat("seen,", case, ":", seen[[case]], "\n")
whole <- c("x", NA, "z", NA, "t")
stopifnot(identical(seen$alone, c("x", "z", "t")), identical(seen$beside, whole))
stopifnot(identical(seen$told[1:3], whole[1:3]), identical(seen$readxl, whole))
R
Rscript --vanilla a.R
echo 'the guess missed, as recorded'

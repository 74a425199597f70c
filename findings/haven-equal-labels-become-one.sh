#!/usr/bin/env bash
# Guessed: as_factor of haven keeps two codes with the same label apart, or refuses them.
# What happens: they become one level: of the codes 1, 2, 2, 3 with "Khác" for 2 and for 3 the factor has three "Khác",
# and the table of it two rows. No warning. Writing and reading the .sav or .dta itself keeps the codes.
# Why it matters: "Khác" (other) twice in a list is ordinary, and so are labels made equal by a cut to 120 bytes. Two
# answers are counted as one; pandas refuses such a .dta, and so the two tools of most readers differ.
# Versions: r-cran-haven 2.5.1-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s r-cran-haven > installed 2>&1 || apt-get install -qq --no-install-recommends r-cran-haven=2.5.1-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-haven)" = 2.5.1-1 ]
echo 'versions: r-cran-haven=2.5.1-1 (Debian 12)'
echo 'guess: two levels, or an error'
cat > show.R <<'R'
options(warn = 2)
library(haven)
x <- labelled(c(1, 2, 2, 3), c("Tốt" = 1, "Khác" = 2, "Khác" = 3))
for (kind in c("sav", "dta")) {
  if (kind == "sav") write_sav(data.frame(q = x), "a.sav") else write_dta(data.frame(q = x), "a.dta")
  kept <- if (kind == "sav") read_sav("a.sav")$q else read_dta("a.dta")$q
  counts <- table(as_factor(kept))
  cat("seen:", kind, "codes", as.numeric(kept), "counts", paste(names(counts), counts), "\n")
  stopifnot(identical(as.numeric(kept), c(1, 2, 2, 3)))
  stopifnot(identical(names(counts), c("Tốt", "Khác")), identical(as.integer(counts), c(1L, 3L)))
}
R
Rscript --vanilla show.R
echo 'the guess missed, as recorded'

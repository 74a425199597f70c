#!/usr/bin/env bash
# Guessed: svymean(~a + b, design, na.rm = TRUE) of R's survey gives each question the mean of those who answered it.
# (Taken for granted, not written down; met while looking at single PSUs.)
# What happens: who left any of the questions is dropped from all of them. a alone has the mean 3; with b beside it,
# which one person left, 2; with a third, answered by nobody of the first stratum, the mean of a is 1. No warning.
# Why it matters: a table of all questions is one such call. Each mean is then of those who answered everything, mostly
# a few and the most patient, and it changes when a question is added to the table. One call a question is right.
# Versions: r-cran-survey 4.1-1-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s r-cran-survey > installed 2>&1 ||
  apt-get install -qq --no-install-recommends r-cran-survey=4.1-1-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-survey)" = 4.1-1-1 ]
echo 'versions: r-cran-survey=4.1-1-1 (Debian 12)'
echo 'guess: 3, 3, 3'
cat > show.R <<'R'
options(warn = 2)
suppressMessages(library(survey))
ballots <- data.frame(stratum = c(1, 1, 2, 2), weight = 1, a = c(6, 4, 2, 0), b = c(NA, 5, 5, 5), c = c(NA, NA, 2, 4))
design <- svydesign(~1, strata = ~stratum, weights = ~weight, data = ballots)
seen <- c(coef(svymean(~a, design, na.rm = TRUE))[["a"]],
          coef(svymean(~a + b, design, na.rm = TRUE))[["a"]],
          coef(svymean(~a + b + c, design, na.rm = TRUE))[["a"]])
cat("seen:", seen, "\n")
stopifnot(isTRUE(all.equal(seen, c(3, 2, 1))))
R
Rscript --vanilla show.R
echo 'the guess missed, as recorded'

#!/usr/bin/env bash
# Guessed: where a stratum holds one ballot, a bootstrap by R's survey either keeps it in every replicate, with its weight
# unchanged, or stops for the lonely stratum; whether ballots are named 1, 2, 3 or a, b, c is all one.
# What happens: type = "bootstrap" keeps a lonely ballot that is named by letters (weight 1 in all replicates). Named by a
# number, it gets weights 0, 1, 2, 3 …: the drawing takes a lone number n for the range 1 to n. The replicates' total
# differs from the sample's, and the standard error hangs on which number the ballot bears. No warning.
# Why it matters: ballots are numbered in every export, and small communes hold strata of one. The published interval is
# another one after the same ballots were numbered anew.
# Versions: r-cran-survey 4.1-1-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
dpkg -s r-cran-survey > installed 2>&1 || apt-get install -qq --no-install-recommends r-cran-survey=4.1-1-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-survey)" = 4.1-1-1 ]
echo 'versions: r-cran-survey=4.1-1-1 (Debian 12)'
echo 'guess: a lonely ballot is in every replicate once, however ballots are named'
cat > a.R <<'R'
suppressMessages(library(survey))
options(warn = 2)
points <- c(4, 5, 3, 4, 5, 1, 2)
commune <- c("A", "A", "A", "A", "B", "B", "C")
tried <- function(ids) {
  set.seed(1)
  ballots <- data.frame(ids, commune, points)
  design <- svydesign(id = ~ids, strata = ~commune, weights = ~1, data = ballots)
  replicated <- as.svrepdesign(design, type = "bootstrap", replicates = 1000)
  weights <- weights(replicated, "analysis")
  list(lonely = sort(unique(weights[7, ])), totals = range(colSums(weights)), se = SE(svymean(~points, replicated)))
}
named <- list(letters = tried(letters[1:7]), numbers = tried(1:7), later = tried(c(1:6, 700)))
for (how in names(named)) with(named[[how]], cat("seen,", how, ": weights of the lonely", lonely, "- totals", totals, "- SE", round(se, 4), "\n"))
stopifnot(identical(named$letters$lonely, 1), named$letters$totals == 7)
stopifnot(length(named$numbers$lonely) > 2, named$numbers$totals[1] < 7, named$numbers$totals[2] > 7)
stopifnot(named$numbers$se > 1.05 * named$letters$se, abs(named$later$se - named$letters$se) > 0.01)
R
Rscript --vanilla a.R
echo 'the guess missed, as recorded'

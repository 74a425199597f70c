#!/usr/bin/env bash
# Guessed: svyciprop of R's survey, which is there for shares near 0 and 1, gives for 0 of 12 an interval from 0 up to some
# percents.
# What happens: by its default method both ends are about 0 (2e-11), and of 12 of 12 both are 1; by the methods beta, asin
# and xlogit they are NaN, and mean gives 0 to 0. No warning. Of 1 of 12 it is 1 to 50 percent. binom.test, for people drawn
# by themselves, says 0 to 26 for 0 of 12.
# Why it matters: "nobody was asked for a bribe" is what a dozen ballots of a commune often say. It is published as known
# for certain, with a narrower interval than any share that rests on ten times as many.
# Versions: r-cran-survey 4.1-1-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
dpkg -s r-cran-survey > installed 2>&1 || apt-get install -qq --no-install-recommends r-cran-survey=4.1-1-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-survey)" = 4.1-1-1 ]
echo 'versions: r-cran-survey=4.1-1-1 (Debian 12)'
echo 'guess: an upper end well above 0'
cat > a.R <<'R'
suppressMessages(library(survey))
ends <- function(yes, ...) {
  design <- svydesign(id = ~1, weights = ~1, data = data.frame(asked = c(rep(1, yes), rep(0, 12 - yes))))
  unname(round(as.vector(confint(svyciprop(~asked, design, ...))), 3))
}
warnings <- 0
seen <- withCallingHandlers(list(none = ends(0), one = ends(1), all = ends(12), mean = ends(0, method = "mean"),
  beta = ends(0, method = "beta"), asin = ends(0, method = "asin"), xlogit = ends(0, method = "xlogit")),
  warning = function(w) warnings <<- warnings + 1)
for (case in names(seen)) cat("seen,", case, ":", seen[[case]], "\n")
exact <- as.vector(binom.test(0, 12)$conf.int)
cat("binom.test, 0 of 12 :", round(exact, 3), "\n")
stopifnot(seen$none == 0, seen$all == 1, seen$mean == 0, is.nan(seen$beta), is.nan(seen$asin), is.nan(seen$xlogit))
stopifnot(seen$one[1] < 0.02, seen$one[2] > 0.4, exact[2] > 0.26, warnings == 0)
R
Rscript --vanilla a.R
echo 'the guess missed, as recorded'

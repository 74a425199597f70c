#!/usr/bin/env bash
# Guessed: wtd.quantile of R's Hmisc does not depend on the scale of the weights: times ten or divided by their sum, the
# quantiles are the same.
# What happens: they count as repetitions. Of points 50, 60, 70, 90 with the weights 3, 2, 2, 1 the quartiles are 50, 60,
# 70 (also times ten); with the same weights divided by their sum every quantile is 90, the minimum too. The mean is the
# same. wtd.var at least warns. With normwt = TRUE the scale does not count.
# Why it matters: weights of a survey are often scaled to the sum of 1, and then "half of the units have at least" is the
# best of all. Weights with the mean 1 give about what is meant, so a trial with those does not show it.
# Versions: r-cran-hmisc 4.8-0-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s r-cran-hmisc > installed 2>&1 || apt-get install -qq --no-install-recommends r-cran-hmisc=4.8-0-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-hmisc)" = 4.8-0-1 ]
echo 'versions: r-cran-hmisc=4.8-0-1 (Debian 12)'
echo 'guess: the same quantiles with weights of any scale'
cat > a.R <<'R'
suppressMessages(library(Hmisc))
points <- c(50, 60, 70, 90)
weights <- c(3, 2, 2, 1)
warnings <- 0
for (scale in c(1, 10, 1 / 8)) {
  quantiles <- withCallingHandlers(wtd.quantile(points, weights * scale), warning = function(w) warnings <<- warnings + 1)
  cat("seen, weights times", scale, ":", quantiles, "mean", wtd.mean(points, weights * scale), "\n")
  expected <- if (scale < 1) rep(90, 5) else c(50, 50, 60, 70, 90)
  stopifnot(isTRUE(all.equal(unname(quantiles), expected)), wtd.mean(points, weights * scale) == 62.5)
}
stopifnot(warnings == 0)
stopifnot(all.equal(wtd.quantile(points, weights / 8, normwt = TRUE), wtd.quantile(points, weights, normwt = TRUE)))
R
Rscript --vanilla a.R
echo 'the guess missed, as recorded'

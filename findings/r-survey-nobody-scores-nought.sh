#!/usr/bin/env bash
# Guessed: svymean of R's survey over a commune from which no answer came is NaN or an error. (Taken for granted, not
# written down; met while looking at strata of two.)
# What happens: it is 0 with the standard error 0, and its interval is from 0 to 0: for a subset without rows, and where
# all answers are blank, with na.rm = TRUE, also as a row of svyby beside the others. svyratio gives NaN. No warning.
# Why it matters: a question that nobody in a commune answered is ordinary. In the table of communes it is the worst, and
# the surest of all; a rank or a map made of it shows a bad commune where there is an unasked one.
# Versions: r-cran-survey 4.1-1-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
dpkg -s r-cran-survey > installed 2>&1 || apt-get install -qq --no-install-recommends r-cran-survey=4.1-1-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-survey)" = 4.1-1-1 ]
echo 'versions: r-cran-survey=4.1-1-1 (Debian 12)'
echo 'guess: NaN, or an error'
cat > a.R <<'R'
suppressMessages(library(survey))
answers <- data.frame(commune = rep(c("A", "B"), c(6, 6)), id = 1:12, y = c(4, 5, 3, 4, 5, 4, rep(NA, 6)))
design <- svydesign(id = ~id, strata = ~commune, weights = ~1, data = answers)
warnings <- 0
seen <- withCallingHandlers({
  print(svyby(~y, ~commune, design, svymean, na.rm = TRUE))
  list(blank = svymean(~y, subset(design, commune == "B"), na.rm = TRUE), none = svymean(~y, subset(design, commune == "C")))
}, warning = function(w) warnings <<- warnings + 1)
for (case in names(seen)) {
  cat("seen,", case, ":", coef(seen[[case]]), "SE", SE(seen[[case]]), "interval", confint(seen[[case]]), "\n")
  stopifnot(coef(seen[[case]]) == 0, SE(seen[[case]]) == 0, confint(seen[[case]]) == c(0, 0))
}
rows <- svyby(~y, ~commune, design, svymean, na.rm = TRUE)
stopifnot(rows$y[2] == 0, rows$se[2] == 0, rows$y[1] > 4, warnings == 0)
stopifnot(is.nan(coef(svyratio(~y, ~id, subset(design, commune == "C")))))
R
Rscript --vanilla a.R
echo 'the guess missed, as recorded'

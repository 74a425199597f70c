#!/usr/bin/env bash
# Guessed: scoreItems of R's psych gives a ballot without answers no score, one with a gap the mean of what it has, and takes
# a reversed question (-b) by the ends of its scale. (Taken for granted, not written down; met while looking at
# Cronbach's alpha with blanks.)
# What happens: a blank gets the median of the others: the empty ballot has the score 3, and 4, blank, 4 has 3.67. The ends
# of the scale are the lowest and the highest answer that anybody gave: 4, 2, 4 on a scale of 1 to 5 has 4.33 where nobody
# gave a 1, and 4 as soon as there is one more ballot, of 1, 1, 1. With impute = "none" the empty ballot has none and the
# other 4; with min = 1 and max = 5 the last has 4 beside whatever ballots. No warning.
# Why it matters: the means of a commune count people who said nothing, and its score by reversed questions changes when
# another commune is put into the table.
# Versions: r-cran-psych 2.2.9-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
dpkg -s r-cran-psych > installed 2>&1 || apt-get install -qq --no-install-recommends r-cran-psych=2.2.9-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-psych)" = 2.2.9-1 ]
echo 'versions: r-cran-psych=2.2.9-1 (Debian 12)'
echo 'guess: no score for the empty ballot, 4 for 4, blank, 4, and the same score beside whatever ballots'
cat > a.R <<'R'
suppressMessages(library(psych))
options(warn = 2)
gaps <- data.frame(a = c(2, 3, 5, 4, NA, 3), b = c(2, 3, 4, NA, NA, 3), c = c(3, 3, 4, 4, NA, 2))
others <- data.frame(a = c(4, 2, 5, 3, 2), b = c(2, 4, 3, 5, 2), c = c(4, 3, 5, 2, 3))
scored <- function(ballots, keys = c("a", "b", "c"), ...) round(suppressMessages(scoreItems(list(x = keys), ballots, ...))$scores[, 1], 2)
reversed <- c("a", "-b", "c")
more <- rbind(others, c(1, 1, 1))
seen <- list(
  gaps = scored(gaps)[4:5], none = scored(gaps, impute = "none")[4:5],
  alone = scored(others, reversed)[1], beside = scored(more, reversed)[1],
  given = c(scored(others, reversed, min = 1, max = 5)[1], scored(more, reversed, min = 1, max = 5)[1])
)
for (name in names(seen)) cat("seen:", name, seen[[name]], "\n")
stopifnot(seen$gaps == c(3.67, 3), seen$none[1] == 4, is.nan(seen$none[2]))
stopifnot(seen$alone == 4.33, seen$beside == 4, seen$given == 4)
R
Rscript --vanilla a.R
echo 'the guess missed, as recorded'

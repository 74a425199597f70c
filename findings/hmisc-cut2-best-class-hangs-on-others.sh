#!/usr/bin/env bash
# Guessed: cut2 of R's Hmisc with the limits 50, 65, 80, 90, each class from its limit on, puts 90 points into the class
# from 90; what the others got does not matter.
# What happens: where nobody has more than 90, the last class is 80 to 90 and holds 80 and 90 alike. As soon as somebody
# has 91, there is a class from 90 to 91, and who has 90 is in it with him, apart from those with 80. No warning. cut with
# right = FALSE and limits up to Inf has 90 in the class from 90 in both cases.
# Why it matters: it is the function that cuts as the classes of an index do, with the limit inside the better class. A
# unit exactly on the limit goes up a class because another one was better, and in a year without such, down.
# Versions: r-cran-hmisc 4.8-0-1 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC
dpkg -s r-cran-hmisc > installed 2>&1 || apt-get install -qq --no-install-recommends r-cran-hmisc=4.8-0-1 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-hmisc)" = 4.8-0-1 ]
echo 'versions: r-cran-hmisc=4.8-0-1 (Debian 12)'
echo 'guess: 80 and 90 are in two classes, whatever the others got'
cat > a.R <<'R'
suppressMessages(library(Hmisc))
limits <- c(50, 65, 80, 90)
warned <- 0
count <- function(w) warned <<- warned + 1
class_of <- function(points) withCallingHandlers(as.character(cut2(points, limits)), warning = count)
without <- class_of(c(55, 70, 80, 85, 90))
with <- class_of(c(55, 70, 80, 85, 90, 91))
cat("seen without 91:", without, "\nseen with 91:", with, "\n")
stopifnot(without == c("[50,65)", "[65,80)", "[80,90]", "[80,90]", "[80,90]"))
stopifnot(with == c("[50,65)", "[65,80)", "[80,90)", "[80,90)", "[90,91]", "[90,91]"), warned == 0)
stopifnot(as.integer(cut(c(80, 90), c(limits, Inf), right = FALSE)) == c(3, 4))
R
Rscript --vanilla a.R
echo 'the guess missed, as recorded'

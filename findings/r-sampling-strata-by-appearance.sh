#!/usr/bin/env bash
# Guessed: strata() of R's sampling gives each stratum its own number where the numbers carry the names of the strata,
# or takes them in the order of the names.
# What happens: the names are not looked at: the first number is for the stratum that happens to come first in the list.
# Of size = c(A = 3, B = 1, C = 2) and a list that begins with C, 3 of the 4 are drawn in C, 1 in A and 2 in B, and the
# probabilities that come with them are 0.75, 0.25 and 0.5. The list sorted by stratum, it is right. No warning.
# Why it matters: quotas are given to each commune by name, and lists of respondents come as offices sent them. The
# sample has the planned size, and the weights fit what was drawn, so nothing shows that the quotas changed places.
# Versions: r-cran-sampling 2.9-2 (R 4.2.2) of Debian 12.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8
dpkg -s r-cran-sampling > installed 2>&1 ||
  apt-get install -qq --no-install-recommends r-cran-sampling=2.9-2 > installed 2>&1
[ "$(dpkg-query -W -f '${Version}' r-cran-sampling)" = 2.9-2 ]
echo 'versions: r-cran-sampling=2.9-2 (Debian 12)'
echo 'guess: A 3, B 1, C 2'
cat > show.R <<'R'
options(warn = 2)
library(sampling)
set.seed(1)
people <- data.frame(id = 1:12, commune = rep(c("C", "A", "B"), 4))
drawn <- function(list) {
  sample <- getdata(list, strata(list, "commune", size = c(A = 3, B = 1, C = 2), method = "srswor"))
  stopifnot(all(sample$Prob == c(table(sample$commune))[sample$commune] / 4))
  c(table(sample$commune))
}
seen <- drawn(people)
cat("seen:", paste(names(seen), seen), "\n")
stopifnot(identical(seen, c(A = 1L, B = 2L, C = 3L)))
stopifnot(identical(drawn(people[order(people$commune), ]), c(A = 3L, B = 1L, C = 2L)))
R
Rscript --vanilla show.R
echo 'the guess missed, as recorded'
